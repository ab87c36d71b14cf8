using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>The columns of a feature vector: of a category or a text all positions are one, any other position is its own.</summary>
internal static class FeatureColumns
{
    /// <summary>The first position of each column, and as the last element the width.</summary>
    public static int[] Of(FeaturePlan? plan, int width)
    {
        if (plan is null) return [.. Enumerable.Range(0, width + 1)];
        var starts = new List<int>();
        foreach (IEncoding encoding in plan.Encodings)
        {
            int parts = encoding is ICategoryEncoding or TextEncoding ? Math.Min(1, encoding.Width) : encoding.Width;
            for (int i = 0; i < parts; i++) starts.Add(encoding.Position + i);
        }
        return [.. starts, width];
    }
}
