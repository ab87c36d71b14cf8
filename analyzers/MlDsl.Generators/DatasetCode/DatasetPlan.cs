using MlDsl.Generators.Columns;
using MlDsl.Generators.Features;
using MlDsl.Generators.Incremental;

namespace MlDsl.Generators.Datasets;

/// <summary>A data set together with the feature methods that belong to it: what the emitter prints.</summary>
internal sealed record DatasetPlan(DatasetSpec Dataset, EquatableArray<FeaturesSpec> Features)
{
    /// <summary>The columns that predictions are made from.</summary>
    public IReadOnlyList<ColumnSpec> Inputs
    {
        get
        {
            var used = new HashSet<string>(Features.SelectMany(static f => f.Columns), StringComparer.Ordinal);
            return Dataset.Columns.Where(c => c.MayBeInput && (c.Kind is not null || used.Contains(c.Member))).ToList();
        }
    }

    /// <summary>Columns first, then feature methods, each in its order.</summary>
    public IReadOnlyList<EncodedMember> Encoded =>
    [
        .. Dataset.Columns.Where(static c => c.Kind is not null).Select(static c => new EncodedMember(c.Member, c.Type, c.Kind!, false)),
        .. Features.SelectMany(static f => f.Features).Select(static f => new EncodedMember(f.Method, f.Type, f.Kind, true)),
    ];

    /// <summary>Each data set with the classes of features that name it; those that are not all right give a stub instead.</summary>
    public static IEnumerable<DatasetPlan> All(IEnumerable<DatasetSpec> datasets, Declarations all)
    {
        var byRow = ByRow(all);
        return datasets.Where(d => IsComplete(d, byRow, all)).Select(d => new DatasetPlan(d, Ordered(byRow[d.Type.FullName]).ToEquatable()));
    }

    /// <summary>What stands in for the data sets of which not all features are right.</summary>
    public static IEnumerable<DatasetStub> Stubs(IEnumerable<DatasetSpec> datasets, Declarations all)
    {
        var byRow = ByRow(all);
        return datasets.Where(d => !IsComplete(d, byRow, all)).Select(DatasetStub.Of);
    }

    private static ILookup<string, FeaturesSpec> ByRow(Declarations all) => all.Features.Distinct().ToLookup(static f => f.Row, StringComparer.Ordinal);

    private static bool IsComplete(DatasetSpec dataset, ILookup<string, FeaturesSpec> byRow, Declarations all) =>
        !all.Incomplete.Contains(dataset.Type.FullName)
        && byRow[dataset.Type.FullName].SelectMany(static f => f.Features).GroupBy(static f => f.Method, StringComparer.OrdinalIgnoreCase).All(static same => same.Count() == 1);

    private static IEnumerable<FeaturesSpec> Ordered(IEnumerable<FeaturesSpec> features) => features.OrderBy(static f => f.Class, StringComparer.Ordinal);
}
