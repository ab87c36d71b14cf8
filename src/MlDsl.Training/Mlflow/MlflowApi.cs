using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Requests to a server of MLflow: JSON there and back, tried again within a bound where that can help.</summary>
internal sealed class MlflowApi : IDisposable
{
    /// <summary>The longest answer that is read.</summary>
    private const int MostAnswer = 16 << 20;

    /// <summary>The longest file that is fetched.</summary>
    private const int MostFile = 1 << 30;

    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(30);

    private readonly MlflowOptions options;
    private readonly Uri server;
    private readonly AuthenticationHeaderValue? authorization;
    // What is posted is not sent on: a POST would become a GET, without who asks.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostAnswer };
    private readonly Type owner;
    private volatile bool isDisposed;

    /// <param name="address">The server's address.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="owner">What people call the object that asks.</param>
    /// <exception cref="ArgumentException">The address is none of HTTP.</exception>
    public MlflowApi(Uri address, MlflowOptions options, Type owner)
    {
        this.owner = owner;
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException("The server's address must begin with http:// or https://, as in http://localhost:5000", nameof(address));
        this.options = options;
        // Who is in the address is told in a header, and in no message.
        server = new UriBuilder(address) { UserName = "", Password = "", Query = "", Fragment = "", Path = address.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        authorization = Authorization(address);
    }

    /// <summary>The address as messages tell it.</summary>
    public string Server => server.ToString();

    /// <summary>Finds something, or makes it. A request that makes is not repeated blindly: what it made without our hearing of it is found.</summary>
    /// <param name="find">Looks for it; null where it is not there.</param>
    /// <param name="make">Makes it, by a request that is not repeatable.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MlflowException">It refused, or there is no answer.</exception>
    public async Task<(T Found, bool IsNew)> FindOrMakeAsync<T>(Func<Task<T?>> find, Func<Task<T>> make, CancellationToken cancellation) where T : class
    {
        if (await find().ConfigureAwait(false) is { } found) return (found, false);
        TimeSpan delay = options.RetryDelay;
        for (int tries = 1; ; tries++)
        {
            bool isLate;
            try
            {
                return (await make().ConfigureAwait(false), true);
            }
            catch (MlflowException problem) when (problem.CanPass && tries <= options.Retries)
            {
                isLate = problem.IsLate;
            }
            // A slow server may be about to make it: for as long again it is looked for, and not made.
            long end = Environment.TickCount64 + (isLate ? (long)options.Timeout.TotalMilliseconds : 0);
            do
            {
                if (delay > MostDelay) delay = MostDelay;
                await Task.Delay(delay, cancellation).ConfigureAwait(false);
                delay = delay * 2 + TimeSpan.FromMilliseconds(1);
                if (await find().ConfigureAwait(false) is { } made) return (made, true);
            }
            while (Environment.TickCount64 < end);
        }
    }

    /// <summary>Asks <c>api/2.0/mlflow/…</c>, and gives what it answers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">What comes behind <c>api/2.0/mlflow/</c>.</param>
    /// <param name="write">Writes the members of the body; null for none.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MlflowException">It refused, or there is no answer.</exception>
    public Task<JsonElement> AskAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? write, CancellationToken cancellation) => AskAsync(method, path, write, options.Retries, cancellation);

    /// <summary>Posts the same where asking twice makes two of something: it is tried once.</summary>
    /// <inheritdoc cref="AskAsync(HttpMethod, string, Action{Utf8JsonWriter}?, CancellationToken)"/>
    public Task<JsonElement> MakeAsync(string path, Action<Utf8JsonWriter> write, CancellationToken cancellation) => AskAsync(HttpMethod.Post, path, write, 0, cancellation);

    private async Task<JsonElement> AskAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? write, int retries, CancellationToken cancellation)
    {
        byte[]? body = write is null ? null : JsonLine.Of(write);
        byte[] answer = await SendAsync(
            () => new HttpRequestMessage(method, new Uri(server, "api/2.0/mlflow/" + path))
            {
                Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
                Headers = { Authorization = authorization },
            },
            options.Timeout, retries, cancellation).ConfigureAwait(false);
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw Nonsense(path, Beginning(answer));
    }

    /// <summary>Puts a file at an address: one of the server's own, to which it tells who asks, or a signed one of a store.</summary>
    /// <param name="address">The address; a relative one is the server's.</param>
    /// <param name="headers">What the request is to carry.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MlflowException">It refused, or there is no answer.</exception>
    public Task UploadAsync(Uri address, IEnumerable<KeyValuePair<string, string>> headers, string file, CancellationToken cancellation) =>
        UploadAsync(address, headers, () => new StreamContent(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read)), cancellation);

    /// <summary>The same of what is in memory.</summary>
    /// <inheritdoc cref="UploadAsync(Uri, IEnumerable{KeyValuePair{string, string}}, string, CancellationToken)"/>
    public Task UploadAsync(Uri address, ReadOnlyMemory<byte> file, CancellationToken cancellation) => UploadAsync(address, [], () => new ReadOnlyMemoryContent(file), cancellation);

    /// <summary>Gets a file of an address of the server's own.</summary>
    /// <exception cref="MlflowException">It refused, there is no answer, or it is too long.</exception>
    public Task<byte[]> DownloadAsync(Uri address, CancellationToken cancellation) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, new Uri(server, address)) { Headers = { Authorization = authorization } },
        options.Timeout * 10, options.Retries, cancellation, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Deletes a file at an address of the server's own, where it is there.</summary>
    /// <exception cref="MlflowException">It refused, or there is no answer.</exception>
    public async Task DeleteFileAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, new Uri(server, address)) { Headers = { Authorization = authorization } }, options.Timeout, options.Retries, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            // It is as asked for.
        }
    }

    private async Task UploadAsync(Uri address, IEnumerable<KeyValuePair<string, string>> headers, Func<HttpContent> open, CancellationToken cancellation)
    {
        bool isOwn = !address.IsAbsoluteUri;
        await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, isOwn ? new Uri(server, address) : address)
                {
                    Content = open(),
                };
                request.Content.Headers.ContentType = new("application/octet-stream");
                if (isOwn) request.Headers.Authorization = authorization;
                foreach (var (name, value) in headers)
                {
                    if (request.Headers.TryAddWithoutValidation(name, value)) continue;
                    // A header of the content, which may have one already, or a name that is none, which is passed over.
                    if (request.Content.Headers.NonValidated.Contains(name)) request.Content.Headers.Remove(name);
                    request.Content.Headers.TryAddWithoutValidation(name, value);
                }
                return request;
            },
            options.Timeout * 10, options.Retries, cancellation).ConfigureAwait(false);
    }

    /// <summary>The exception of an answer that is none.</summary>
    public MlflowException Nonsense(string path, string what) =>
        new($"{Server} answers '{path}' with what is no answer of MLflow's ({what}); give the address of a tracking server of MLflow 3, without what comes behind its root");

    public void Dispose()
    {
        isDisposed = true;
        http.Dispose();
    }

    private async Task<byte[]> SendAsync(Func<HttpRequestMessage> make, TimeSpan timeout, int retries, CancellationToken cancellation, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        TimeSpan delay = options.RetryDelay;
        for (int tries = 1; ; tries++)
        {
            MlflowException failure;
            ObjectDisposedException.ThrowIf(isDisposed, owner);
            using (HttpRequestMessage request = make())
            {
                // What signs an address comes behind its path, and is told in no message.
                string what = $"{request.Method} {(server.IsBaseOf(request.RequestUri!) ? request.RequestUri!.AbsolutePath : Plain(request.RequestUri!))}";
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(timeout);
                try
                {
                    using HttpResponseMessage response = await http.SendAsync(request, completion, limit.Token).ConfigureAwait(false);
                    if (response.Content.Headers.ContentLength > MostFile) throw new MlflowException(FormattableString.Invariant($"{Server} answers '{what}' with {response.Content.Headers.ContentLength} bytes, and at most {MostFile} are read"));
                    byte[] answer = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
                    if (response.IsSuccessStatusCode) return answer;
                    failure = Refusal(what, response.StatusCode, answer, response.Headers.Location);
                    if (!failure.CanPass) throw failure;
                    if (response.Headers.RetryAfter?.Delta is { } asked && asked > delay) delay = asked;
                }
                catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
                {
                    ObjectDisposedException.ThrowIf(isDisposed, owner);
                    failure = new MlflowException(FormattableString.Invariant($"{Server} did not answer '{what}' within {timeout.TotalSeconds:0.###} s"), problem) { CanPass = true, IsLate = true };
                }
                catch (HttpRequestException problem)
                {
                    failure = new MlflowException($"{Server} could not be asked '{what}': {problem.Message}", problem) { CanPass = true };
                }
            }
            if (tries > retries)
                throw tries == 1 ? failure : new MlflowException(FormattableString.Invariant($"{failure.Message.TrimEnd('.')}, {tries} times"), failure) { ErrorCode = failure.ErrorCode, CanPass = true, IsLate = failure.IsLate };
            if (delay > MostDelay) delay = MostDelay;
            await Task.Delay(delay, cancellation).ConfigureAwait(false);
            delay *= 2;
        }
    }

    private static string Plain(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";

    private static bool CanPass(HttpStatusCode status) => (int)status is 408 or 425 or 429 or >= 500;

    private MlflowException Refusal(string what, HttpStatusCode status, byte[] answer, Uri? elsewhere)
    {
        string? code = null, message = elsewhere is null ? null : $"it is at {Plain(new Uri(server, elsewhere))}; give the address from there";
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            code = MlflowAnswer.TextOrNull(json.RootElement, "error_code");
            message = MlflowAnswer.TextOrNull(json.RootElement, "message") ?? message;
        }
        catch (JsonException)
        {
            // A proxy before the server answers in pages.
        }
        return new MlflowException(FormattableString.Invariant($"{Server} refuses '{what}' with {(int)status}{(code is null ? "" : $" {code}")}: {Cut(message ?? Beginning(answer))}")) { ErrorCode = code, CanPass = CanPass(status), IsRefusal = true, Status = status };
    }

    private AuthenticationHeaderValue? Authorization(Uri address)
    {
        if (options.Token is { } token) return new("Bearer", token);
        if (address.UserInfo.Length > 0) return Basic(Uri.UnescapeDataString(address.UserInfo));
        if (Environment.GetEnvironmentVariable("MLFLOW_TRACKING_TOKEN") is { Length: > 0 } own) return new("Bearer", own);
        return Environment.GetEnvironmentVariable("MLFLOW_TRACKING_USERNAME") is { Length: > 0 } user
            ? Basic($"{user}:{Environment.GetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD")}")
            : null;
    }

    private static AuthenticationHeaderValue Basic(string user) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));

    private static string Beginning(byte[] answer) => answer.Length == 0 ? "nothing" : $"'{Cut(Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, 400))))}'";

    // One line, and no longer than a person reads.
    private static string Cut(string text)
    {
        // What a terminal would obey is a blank.
        string line = string.Join(' ', string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 200 ? line : line[..200] + "...";
    }
}
