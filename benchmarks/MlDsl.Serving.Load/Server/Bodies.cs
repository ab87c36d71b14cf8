using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving.Load.Server;

/// <summary>Reads bodies whole, as little as can be done with them.</summary>
internal static class Bodies
{
    /// <summary>The whole body, of which nothing is taken yet.</summary>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            ReadResult read = await request.BodyReader.ReadAsync().ConfigureAwait(false);
            if (read.IsCompleted) return read.Buffer;
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads the body and says always the same.</summary>
    public static async Task AnswerAsync(HttpContext context, byte[] answer, string type)
    {
        ReadOnlySequence<byte> body = await ReadAsync(context.Request).ConfigureAwait(false);
        context.Request.BodyReader.AdvanceTo(body.End);
        context.Response.ContentType = type;
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
