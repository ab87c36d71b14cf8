using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.DatasetCode;

/// <summary>A data set together with the feature methods that belong to it: what the emitter prints.</summary>
internal sealed record FeaturedDataset(DatasetSpec Dataset, EquatableArray<FeaturesSpec> Features)
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
}
