using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>Why a request is not answered, as problem details (RFC 9457).</summary>
/// <param name="Status">The status code.</param>
/// <param name="Kind">The end of its type, one of a few, which metrics count by.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Detail">What is wrong with this request, and the way out.</param>
internal sealed record RequestProblem(int Status, string Kind, string Title, string Detail)
{
    /// <summary>The seconds after which it is worth to ask again; null where it is not.</summary>
    public string? RetryAfter => RetryAfterOf(Status);

    /// <summary>The row's place in the array, from 0.</summary>
    public int? Row { get; init; }

    /// <summary>The column, as JSON names it.</summary>
    public string? Column { get; init; }

    /// <summary>The seconds after which it is worth to ask again what was answered with a status; null where it is not.</summary>
    public static string? RetryAfterOf(int status) => status switch
    {
        StatusCodes.Status503ServiceUnavailable => "5",
        StatusCodes.Status429TooManyRequests => "1",
        _ => null,
    };

    public static RequestProblem NotReady(string name) => new(
        StatusCodes.Status503ServiceUnavailable, "not-ready", "No model answers", $"The model '{name}' is not loaded; ask again, and see the service's health for the reason");

    public static RequestProblem NoModel(string name) => new(
        StatusCodes.Status404NotFound, "no-model", "There is no such model", $"No model is called '{Visible.Of(name)}'; the list of models tells which there are");

    public static RequestProblem NoVersion(string name, string version) => new(
        StatusCodes.Status404NotFound, "no-version", "There is no such version", $"The model '{name}' has no version '{Visible.Of(version)}' that answers; its metadata tell which does");

    public static RequestProblem NotJson { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "not-json", "The body is not said to be JSON", "Send application/json in UTF-8, not compressed, and say so in Content-Type");

    public static RequestProblem NotInference { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "not-inference", "The body is not said to be binary", "Send application/octet-stream, not compressed, where Inference-Header-Content-Length is sent, and application/json without it");

    public static RequestProblem WrongJsonLength { get; } = new(
        StatusCodes.Status400BadRequest, "malformed", "The body is not well-formed", "Inference-Header-Content-Length is no number of bytes that the body has; send the length of the JSON that stands before the binary tensors");

    public static RequestProblem TooLong(int most) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too long", FormattableString.Invariant($"The body has more than the {most} bytes that a request may have; send the rows in parts"));

    public static RequestProblem TooSlow(TimeSpan most) => new(
        StatusCodes.Status408RequestTimeout, "too-slow", "The body did not arrive in time", FormattableString.Invariant($"The body took more than {most.TotalSeconds} seconds; send it at once"));

    public static RequestProblem CutShort { get; } = new(
        StatusCodes.Status400BadRequest, "malformed", "The body is not well-formed", "The body ended before its announced length; send it whole");

    public static RequestProblem QueueFull(string name) => new(
        StatusCodes.Status429TooManyRequests, "queue-full", "Too many rows wait", $"The queue of the model '{name}' is full; ask again later");

    public static RequestProblem NoShare { get; } = new(
        StatusCodes.Status400BadRequest, "share", "There is no share", "Say the share as a number from 0 to 1, as in ?share=0.1");

    public static RequestProblem Draining { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "draining", "The service is stopping", "The service is stopping and takes no more rows; ask another one");

    public static RequestProblem Late { get; } = new(
        StatusCodes.Status504GatewayTimeout, "late", "The model did not come to the rows in time", "The rows waited longer than they may; ask again later");

    public static RequestProblem Failed { get; } = new(
        StatusCodes.Status500InternalServerError, "failed", "The model failed", "The model failed at this request, through no fault of the request's; the service's log has the reason");

    /// <summary>What the server itself says of a body: its own limits, or an end before the announced length.</summary>
    public static RequestProblem Of(BadHttpRequestException problem, ServingOptions options) => problem.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLong(options.MaxBodyBytes),
        StatusCodes.Status408RequestTimeout => TooSlow(options.BodyTimeout),
        _ => CutShort,
    };

    public static RequestProblem Of(JsonRowException problem) => problem.Problem == JsonRowProblem.Limit
        ? new(StatusCodes.Status413PayloadTooLarge, "too-large", "A limit is passed", problem.Message) { Row = problem.Row, Column = problem.Column }
        : new(StatusCodes.Status400BadRequest, KindOf(problem.Problem), TitleOf(problem.Problem), problem.Message) { Row = problem.Row, Column = problem.Column };

    public static RequestProblem Of(RefusedRowException problem) =>
        new(StatusCodes.Status400BadRequest, "refused", "The model does not take the row", problem.Message) { Row = problem.Row, Column = problem.Column };

    /// <summary>Writes the response; nothing of it was written before.</summary>
    public Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds;
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:mldsl:problem:" + Kind);
            json.WriteString("title", Title);
            json.WriteNumber("status", Status);
            json.WriteString("detail", Detail);
            if (Row is { } row) json.WriteNumber("row", row);
            if (Column is not null) json.WriteString("column", Column);
            json.WriteEndObject();
        }
        response.ContentLength = bytes.WrittenCount;
        return response.BodyWriter.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }

    private static string KindOf(JsonRowProblem problem) => problem switch
    {
        JsonRowProblem.Malformed => "malformed",
        JsonRowProblem.Shape => "shape",
        JsonRowProblem.Member => "member",
        JsonRowProblem.Missing => "missing",
        _ => "value",
    };

    private static string TitleOf(JsonRowProblem problem) => problem switch
    {
        JsonRowProblem.Malformed => "The body is not well-formed",
        JsonRowProblem.Shape => "The body is neither a row nor an array of rows",
        JsonRowProblem.Member => "A member is none of the columns, or is there twice",
        JsonRowProblem.Missing => "A value is missing",
        _ => "A value is none of its column",
    };
}
