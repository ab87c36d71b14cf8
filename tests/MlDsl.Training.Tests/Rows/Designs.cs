namespace MlDsl.Training.Tests;

/// <summary>Small designs for tests.</summary>
internal static class Designs
{
    /// <summary>Dense rows as blocks of a few rows each.</summary>
    public static HeldDesign Make(float[][] rows, float[] labels, float[]? weights = null, int rowsPerBlock = 64, int? width = null, ulong[]? groups = null)
    {
        var blocks = new List<FeatureBlock>();
        var builder = new FeatureBlockBuilder();
        for (int row = 0; row < rows.Length; row++)
        {
            for (int position = 0; position < rows[row].Length; position++)
                builder.Add(position, rows[row][position]);
            builder.EndRow(labels[row], weights?[row] ?? 1, groups?[row]);
            if (builder.Rows == rowsPerBlock || row == rows.Length - 1)
                blocks.Add(builder.Build());
        }

        return new HeldDesign(width ?? (rows.Length == 0 ? 0 : rows[0].Length), blocks);
    }
}
