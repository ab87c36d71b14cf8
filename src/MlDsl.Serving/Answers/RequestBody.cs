using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MlDsl.Serving;

/// <summary>The body of a request, whole and within its limits.</summary>
internal static class RequestBody
{
    /// <summary>Whether the request says that its body is JSON in UTF-8, as it is.</summary>
    public static bool IsJson(HttpRequest request)
    {
        IHeaderDictionary headers = request.Headers;
        // What was compressed and is no longer has no such header any more.
        if (headers.ContentEncoding.Count > 0) return false;
        string? type = headers.ContentType;
        if (type is "application/json" or "application/json; charset=utf-8") return true;
        return MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? media)
            && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (media.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || media.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Waits for the whole body, of which nothing is taken yet: the caller advances the reader behind it.</summary>
    /// <exception cref="BodyException">It is too long or comes too slowly.</exception>
    /// <exception cref="BadHttpRequestException">The server refuses it, or it ends too early.</exception>
    public static ValueTask<ReadOnlySequence<byte>> ReadAsync(HttpRequest request, ServingOptions options)
    {
        if (request.ContentLength > options.MaxBodyBytes) throw new BodyException(RequestProblem.TooLong(options.MaxBodyBytes));
        // It is there already, as a rule: then nothing waits and nothing is made.
        PipeReader reader = request.BodyReader;
        if (!reader.TryRead(out ReadResult read)) return SlowlyAsync(reader, options, request.HttpContext.RequestAborted);
        CheckLength(reader, read.Buffer, options);
        if (read.IsCompleted && !read.IsCanceled) return new(read.Buffer);
        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return SlowlyAsync(reader, options, request.HttpContext.RequestAborted);
    }

    private static async ValueTask<ReadOnlySequence<byte>> SlowlyAsync(PipeReader reader, ServingOptions options, CancellationToken aborted)
    {
        using var timeout = new CancellationTokenSource(options.BodyTimeout);
        using CancellationTokenRegistration registration = timeout.Token.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), reader);
        while (true)
        {
            ReadResult read = await reader.ReadAsync(aborted).ConfigureAwait(false);
            CheckLength(reader, read.Buffer, options);
            if (read.IsCompleted) return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCanceled) throw new BodyException(RequestProblem.TooSlow(options.BodyTimeout));
        }
    }

    private static void CheckLength(PipeReader reader, in ReadOnlySequence<byte> buffer, ServingOptions options)
    {
        if (buffer.Length <= options.MaxBodyBytes) return;
        reader.AdvanceTo(buffer.End);
        throw new BodyException(RequestProblem.TooLong(options.MaxBodyBytes));
    }
}

/// <summary>A body that cannot be read.</summary>
internal sealed class BodyException(RequestProblem problem) : Exception(problem.Detail)
{
    public RequestProblem Problem => problem;
}
