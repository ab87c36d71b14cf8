using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads predictors that are neither sums of weights nor trees.</summary>
internal static class FactorReader
{
    private const uint WithLongCounts = 0x00010002;

    /// <summary>How many rows each class has; of each class with rows, in how many each feature is above 0; the logarithm that none is.</summary>
    public static NaiveBayesModel NaiveBayes(ModelBlock block)
    {
        PredictorReader.CheckSize(block);
        long[] rows = Counts(block, block.Fields.Count(sizeof(int)));
        int classes = rows.Length, width = block.Fields.Int();
        if (classes == 0 || width < 1 || (long)classes * width > ForestReader.MaxWidth) throw block.Problem($"it has {classes} classes of {width} features");
        double all = rows.Sum(static count => (double)count);
        double[] presence = new double[classes * width], absence = new double[classes * width];
        for (int k = 0; k < classes; k++)
        {
            if (rows[k] == 0) continue;
            long[] counts = Counts(block, width);
            for (int j = 0; j < width; j++)
            {
                presence[(k * width) + j] = Math.Log((double)counts[j] + 1) - Math.Log((double)rows[k] + classes);
                absence[(k * width) + j] = Math.Log((double)rows[k] - counts[j] + 1) - Math.Log((double)rows[k] + classes);
            }
        }
        double[] starts = [.. rows.Select(count => Math.Log(count / all))];
        return new NaiveBayesModel(starts, block.Fields.Numbers<double>(classes), presence, absence);
    }

    /// <summary>Whether rows are normalized, fields, features, factors of each towards each field; weights and factors behind their counts.</summary>
    public static FactorizationModel Factors(ModelBlock block)
    {
        bool isNormalized = block.Fields.Truth();
        int fields = block.Fields.Int(), width = block.Fields.Int(), depth = block.Fields.Int();
        float[] weights = block.Fields.Numbers<float>(), factors = block.Fields.Numbers<float>();
        if (fields < 1 || depth < 1 || width != weights.Length || width > ForestReader.MaxWidth || factors.Length != (long)width * fields * depth)
            throw block.Problem($"{width} features of {fields} fields have {weights.Length} weights and {factors.Length} factors");
        if (!weights.All(float.IsFinite) || !factors.All(float.IsFinite)) throw block.Problem("a weight is no number");
        return new FactorizationModel(weights, factors, fields, isNormalized);
    }

    /// <summary>Features and components; whether there is a mean, and the mean; the components.</summary>
    public static SubspaceModel Subspace(ModelBlock block)
    {
        PredictorReader.CheckSize(block);
        int width = block.Fields.Int(), count = block.Fields.Int();
        if (width < 1 || count < 1 || (long)width * count > ForestReader.MaxWidth) throw block.Problem($"it has {count} components of {width} features");
        float[] mean = block.Fields.Truth() ? block.Fields.Numbers<float>(width) : new float[width];
        return new SubspaceModel(mean, block.Fields.Numbers<float>(width * count));
    }

    private static long[] Counts(ModelBlock block, int count)
    {
        long[] counts = block.Version >= WithLongCounts ? block.Fields.Numbers<long>(count) : Array.ConvertAll(block.Fields.Numbers<int>(count), static one => (long)one);
        return Array.TrueForAll(counts, static one => one >= 0) ? counts : throw block.Problem("it counts less than no rows");
    }
}
