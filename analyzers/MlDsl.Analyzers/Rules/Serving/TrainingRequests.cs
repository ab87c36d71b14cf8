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
        "CreatePredictionEngine" => Made(call.Argument("transformer")) is IInvocationOperation { TargetMethod.Name: "Fit" } fit && IsOnRowsOfNow(fit),
        "Fit" => Made(call.Argument("input") ?? call.Argument("trainData")) is { } view && Rows(view) is { } rows && IsAsked(rows),
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
            if (Made(before) is not { } next) return null;
            if (view is IInvocationOperation { TargetMethod.Name: "LoadFromEnumerable" }) return next;
            view = next;
        }
        return null;
    }

    private static IOperation? Made(IOperation? value)
    {
        for (int i = 0; i < 8 && value?.WithoutConversion() is ILocalReferenceOperation local; i++) value = BodyIndex.Of(local).InitializerOf(local.Local);
        return value?.WithoutConversion();
    }

    // await db.Orders.ToListAsync(), orders.All(): a query, or what an interface answers.
    private static bool IsAsked(IOperation rows) => rows.DescendantsAndSelf().Any(static o => o is IAwaitOperation || o.Type?.Name is "DbSet" or "IQueryable"
        || o is IInvocationOperation { Instance.Type.TypeKind: TypeKind.Interface } asked && asked.Instance is IMemberReferenceOperation or IParameterReferenceOperation && !asked.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith("System", StringComparison.Ordinal))
        || Derived(rows);

    // var points = orders.Select(…).ToList(), and orders was asked for.
    private static bool Derived(IOperation rows) => rows.Descendants().OfType<ILocalReferenceOperation>()
        .Any(static local => BodyIndex.Of(local).InitializerOf(local.Local) is { } made && !ReferenceEquals(made, local) && made.DescendantsAndSelf().Any(static o => o is IAwaitOperation || o.Type?.Name is "DbSet" or "IQueryable"));
}
