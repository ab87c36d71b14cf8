using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Properties.Routes;

/// <summary>The numbers at which an encoding changes what it does.</summary>
internal static class Thresholds
{
    /// <summary>Those of a column, which may be none of the plan's.</summary>
    public static IReadOnlyList<double> Of(FeaturePlan plan, string member)
    {
        foreach (IEncoding encoding in plan.Encodings)
            if (encoding.Column == member) return [.. encoding.Ops.SelectMany(Of).Where(double.IsFinite).Distinct()];
        return [];
    }

    private static IEnumerable<double> Of(FeatureOp op) => op switch
    {
        BinOp bins => bins.Edges.Select(static e => (double)e),
        ClipOp clip => [clip.Low, clip.High],
        FillOp fill => [fill.Value],
        ScaleOp scale => [scale.Offset],
        ElementOp element => element.Steps.SelectMany(Of),
        LookUpOp { Key: not ("string" or "char" or "Guid" or "DateOnly") } lookUp => lookUp.Keys.Select(static k => double.Parse(k, CultureInfo.InvariantCulture)),
        _ => [],
    };
}
