using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Requests that are there to train: what they make is made once for all that come after them, or of rows that are new each time.</summary>
internal static class TrainingRequests
{
    /// <summary>Whether the body around an operation trains and saves a model, and predicts nothing that its request brings.</summary>
    public static bool Hold(IOperation operation)
    {
        var body = BodyIndex.Of(operation);
        return body.CallsOf("Fit").Any(static c => KnownSymbols.IsMlNet(c.TargetMethod))
            && body.CallsOf("Save").Any(static c => c.TargetMethod.ContainingType.Name == "ModelOperationsCatalog")
            && !body.CallsOf("Predict").Any(static p => KnownSymbols.IsMlNet(p.TargetMethod) && p.Arguments is [{ Value: var row }, ..] && GivenValues.Hold(row, p));
    }

    /// <summary>Whether a call fits, or makes the engine of a model that its body fits, on rows that are asked of others at this moment.</summary>
    public static bool IsOnRowsOfNow(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "CreatePredictionEngine" => BodyIndex.Behind(call.Argument("transformer")) is IInvocationOperation { TargetMethod.Name: "Fit" } fit && IsOnRowsOfNow(fit),
        "Fit" => BodyIndex.Behind(call.Argument("input") ?? call.Argument("trainData")) is { } view && Rows(view) is { } rows && IsAsked(rows),
        _ => false,
    };

    // A split's side, a filter or a cache is of the rows that went in.
    private static IOperation? Rows(IOperation view)
    {
        for (int i = 0; i < 8; i++)
        {
            IOperation? before = view switch
            {
                IInvocationOperation { TargetMethod.Name: "LoadFromEnumerable" } load => load.Argument("data"),
                IInvocationOperation { TargetMethod.Name: "TrainTestSplit" or "Cache" or "ShuffleRows" or "TakeRows" or "SkipRows" } step => step.Argument("data") ?? step.Argument("input"),
                IMemberReferenceOperation { Member.Name: "TrainSet" or "TestSet" } side => side.Instance,
                _ => null,
            };
            if (BodyIndex.Behind(before) is not { } next) return null;
            if (view is IInvocationOperation { TargetMethod.Name: "LoadFromEnumerable" }) return next;
            view = next;
        }
        return null;
    }

    // await db.Orders.ToListAsync(), orders.All(): a query, or what an interface answers; var points = orders.Select(…) is made of one.
    private static bool IsAsked(IOperation rows) => BodyIndex.Of(rows).SourcesOf(rows).SelectMany(static whole => whole.DescendantsAndSelf()).Any(static o => o switch
    {
        IAwaitOperation { Operation: var awaited } => !IsFromFile(awaited),
        IInvocationOperation { Instance: IMemberReferenceOperation or IParameterReferenceOperation, Instance.Type.TypeKind: TypeKind.Interface } asked when !IsOf(asked.TargetMethod, "System") => true,
        _ => o.Type?.Name is "DbSet" or "IQueryable",
    });

    // await File.ReadAllLinesAsync("rows.csv").ConfigureAwait(false): a file says the same to the next request.
    private static bool IsFromFile(IOperation awaited)
    {
        while (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } waited }) awaited = waited;
        return awaited is IInvocationOperation { TargetMethod: var read } && IsOf(read, "System.IO");
    }

    private static bool IsOf(IMethodSymbol method, string root) => method.ContainingNamespace.ToDisplayString() is var space
        && (space == root || space.StartsWith($"{root}.", StringComparison.Ordinal));
}
