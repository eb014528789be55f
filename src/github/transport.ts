import { HttpClient } from '@actions/http-client';
import { fetch, type RequestInit, type Response } from 'undici';

/** Fetches for octokit, through the proxy that the environment names for the host. */
export function fetchByProxy(url: string, init: RequestInit): Promise<Response> {
  const dispatcher = new HttpClient().getAgentDispatcher(url);
  return fetch(url, dispatcher === undefined ? init : { ...init, dispatcher });
}
