using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>Rows as JSON, answered by one model.</summary>
/// <param name="model">The model.</param>
internal readonly struct RowsAnswer(ServedModel model) : IBodyAnswer
{
    public ValueTask<Refusal?> ComputeAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity) =>
        model.ComputeRowsAsync(context, body, null, started, activity);

    public Task RefuseAsync(HttpContext context, RequestProblem problem) => problem.WriteAsync(context);
}
