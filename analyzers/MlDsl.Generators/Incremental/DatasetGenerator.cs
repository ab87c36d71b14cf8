using Microsoft.CodeAnalysis;
using MlDsl.Generators.DatasetCode;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Incremental;

/// <summary>Writes reader, input, feature code and learned state for each type marked <c>[Dataset]</c>.</summary>
[Generator]
public sealed class DatasetGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.CompilationProvider
            .Select(static (compilation, cancellation) => Declarations.Of(compilation, cancellation))
            .WithTrackingName("declarations");
        var plans = declarations.SelectMany(static (all, _) => Complete(all)).WithTrackingName("plan");
        var stubs = declarations
            .SelectMany(static (all, _) => HintNames.Distinct(
                all.DatasetStubs.Concat(Stubs(all)), static s => s.Type, static (s, type) => s with { Type = type }))
            .WithTrackingName("stub");

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource($"{plan.Dataset.Type.HintName}.Features.g.cs", DatasetEmitter.Emit(plan)));
        context.RegisterSourceOutput(stubs, static (output, stub) =>
            output.AddSource($"{stub.Type.HintName}.Stub.g.cs", DatasetStubEmitter.Emit(stub)));
    }

    /// <summary>Each data set with the classes of features that name it; those that are not all right give a stub instead.</summary>
    private static IEnumerable<FeaturedDataset> Complete(Declarations all)
    {
        var byRow = ByRow(all);
        return Datasets(all).Where(d => IsComplete(d, byRow, all)).Select(d => new FeaturedDataset(d, Ordered(byRow[d.Type.FullName]).ToEquatable()));
    }

    /// <summary>What stands in for the data sets of which not all features are right.</summary>
    private static IEnumerable<DatasetStub> Stubs(Declarations all)
    {
        var byRow = ByRow(all);
        return Datasets(all).Where(d => !IsComplete(d, byRow, all)).Select(DatasetStub.Of);
    }

    private static IEnumerable<DatasetSpec> Datasets(Declarations all) =>
        HintNames.Distinct(all.Datasets, static d => d.Type, static (d, type) => d with { Type = type });

    private static ILookup<string, FeaturesSpec> ByRow(Declarations all) => all.Features.Distinct().ToLookup(static f => f.Row, StringComparer.Ordinal);

    private static bool IsComplete(DatasetSpec dataset, ILookup<string, FeaturesSpec> byRow, Declarations all) =>
        !all.Incomplete.Contains(dataset.Type.FullName)
        && byRow[dataset.Type.FullName].SelectMany(static f => f.Features).GroupBy(static f => f.Method, StringComparer.OrdinalIgnoreCase).All(static same => same.Count() == 1);

    private static IEnumerable<FeaturesSpec> Ordered(IEnumerable<FeaturesSpec> features) => features.OrderBy(static f => f.Class, StringComparer.Ordinal);
}
