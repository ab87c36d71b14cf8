using MlDsl.Generators.Columns;
using MlDsl.Generators.Features;

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

    /// <summary>
    /// The data set with those of <paramref name="all"/> that name it, ordered by class name; a class that repeats the name of an
    /// earlier one's feature stays out as a whole, and MLD0208 says so.
    /// </summary>
    public static DatasetPlan Combine(DatasetSpec dataset, IEnumerable<FeaturesSpec> all)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var own = new List<FeaturesSpec>();
        foreach (FeaturesSpec features in all.Where(f => f.Row == dataset.Type.FullName).OrderBy(static f => f.Class, StringComparer.Ordinal))
        {
            if (features.Features.Any(f => names.Contains(f.Method))) continue;
            names.UnionWith(features.Features.Select(static f => f.Method));
            own.Add(features);
        }
        return new DatasetPlan(dataset, own.ToEquatable());
    }
}
