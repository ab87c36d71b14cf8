using MlDsl.Columns;

namespace MlDsl.Plans;

/// <summary>Tells of the inputs of a graph how each is fed.</summary>
internal static class ExportInputs
{
    /// <summary>The inputs, in the order of the graph.</summary>
    /// <param name="plan">From columns to features.</param>
    /// <param name="declared">The columns and feature methods that are inputs.</param>
    /// <param name="options">How the graph is written.</param>
    public static IReadOnlyList<OnnxExportInput> Of(FeaturePlan plan, IReadOnlyList<ColumnSchema> declared, OnnxExportOptions options)
    {
        Dictionary<string, IEncoding> encodings = plan.Encodings.ToDictionary(static e => e.Column, StringComparer.Ordinal);
        Dictionary<string, string?> obstacles = plan.Expressions.ToDictionary(static e => e.Feature.Member, static e => ExpressionObstacle.Of(e), StringComparer.Ordinal);
        return [.. declared.Select(column => Of(column, encodings.GetValueOrDefault(column.Member), options) with
        {
            IsComputed = plan.Schema.Features.Contains(column),
            Why = column.NotAnOp ?? obstacles.GetValueOrDefault(column.Member),
        })];
    }

    private static OnnxExportInput Of(ColumnSchema column, IEncoding? encoding, OnnxExportOptions options)
    {
        DeclaredType type = DeclaredType.Of(column);
        VectorOptions? vector = (encoding as VectorEncoding)?.Options;
        bool isNaN = type.HasNaN || vector is not null, mayMiss = vector is null ? type.IsNullable : vector.Element.Impute != Impute.None;
        bool isSentinel = mayMiss && !isNaN && options.Nulls == ExportNulls.Sentinel;
        return new OnnxExportInput
        {
            Name = column.Member,
            Column = column.Name,
            Type = column.Type,
            Length = vector?.Length ?? 0,
            Missing = !mayMiss ? null : isNaN ? "NaN" : isSentinel ? "sentinel" : GraphInput.PresenceOf(column.Member),
            Sentinel = isSentinel ? Sentinel.Of(column, type, encoding) : null,
            Unit = type.Name switch
            {
                "System.TimeSpan" => "ticks of 100 ns",
                "System.TimeOnly" => "ticks of 100 ns since midnight",
                _ => type.IsTime ? "ticks of 100 ns since 0001-01-01T00:00:00" : null,
            },
            Clock = encoding is DatePartsEncoding { AreInstants: true } ? "UTC" : null,
        };
    }
}
