using MlDsl.Generators.Columns;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Datasets;

/// <summary>A data set together with the feature methods that belong to it: what the emitter prints.</summary>
internal sealed record DatasetPlan(DatasetSpec Dataset, EquatableArray<FeaturesSpec> Features)
{
    /// <summary>The columns that predictions are made from.</summary>
    public IReadOnlyList<ColumnSpec> Inputs => Dataset.Columns
        .Where(c => c.MayBeInput && (c.Kind is not null || Features.Any(f => f.Uses(c.Member))))
        .ToList();

    /// <summary>Columns first, then feature methods, each in its order.</summary>
    public IReadOnlyList<EncodedMember> Encoded =>
    [
        .. Dataset.Columns.Where(static c => c.Kind is not null).Select(static c => new EncodedMember(c.Member, c.Type, c.Kind!, false)),
        .. Features.SelectMany(static f => f.Features).Select(static f => new EncodedMember(f.Method, f.Type, f.Kind, true)),
    ];

    /// <summary>The data set with those of <paramref name="all"/> that name it; of two features with one name the first counts.</summary>
    public static DatasetPlan Combine(DatasetSpec dataset, IEnumerable<FeaturesSpec> all)
    {
        var names = new HashSet<string>(dataset.Columns.Select(static c => c.Member), StringComparer.Ordinal);
        var own = all
            .Where(f => f.Row == dataset.Type.FullName)
            .OrderBy(static f => f.Class, StringComparer.Ordinal)
            .Select(f => f with { Features = f.Features.Where(feature => names.Add(feature.Method)).ToEquatable() });
        return new DatasetPlan(dataset, own.ToEquatable());
    }
}
