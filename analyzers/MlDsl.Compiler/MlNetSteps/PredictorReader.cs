using System.Globalization;
using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads predictors, each by the name of its loader.</summary>
internal static class PredictorReader
{
    private const uint WithSparseWeights = 0x00020001, WithSparseCentroids = 0x00010002;
    private const int MaxClasses = 10_000;

    /// <exception cref="InvalidDataException">The part is malformed.</exception>
    public static MlNetPredictor Read(ModelBlock block)
    {
        MlNetPredictor predictor = block.Loader switch
        {
            "CaliPredExec" or "FeatWCaliPredExec" or "PMixCaliPredExec" => new CalibratedModel(Read(block.Child("Predictor")), CalibratorReader.Read(block.Child("Calibrator"))),
            "Linear2CExec" or "LinearRegressionExec" or "OlsLinearRegressionExec" => Linear(block, isExponential: false),
            "PoissonRegressionExec" => Linear(block, isExponential: true),
            "MultiClassLRExec" => Multiclass(block, isMaximumEntropy: true),
            "MulticlassLinear" => Multiclass(block, isMaximumEntropy: false),
            "OVAExec" => OneVersusAll(block),
            "FastTreeRegressionExec" or "FastTreeBinaryExec" or "FastTreeRankerExec" or "LightGBMRegressionExec" or "LightGBMBinaryExec" or "LightGBMRankerExec" or
                "FastTreeTweedieExec" or "FastForestBinaryExec" or "FastForestRegressionExec" => ForestReader.Read(block),
            "KMeansPredictor" => Clusters(block),
            "BinaryClassGamPredictor" or "RegressionGamPredictor" => GamReader.Read(block),
            "MultiClassNaiveBayesPred" => FactorReader.NaiveBayes(block),
            "PKPDExec" => Coupled(block),
            "FieldAwareFactMacPredict" => FactorReader.Factors(block),
            "pcaAnomExec" => FactorReader.Subspace(block),
            var other => new RefusedPredictor($"its predictor '{other}' is none that is compiled"),
        };

        // Some predictors keep the calibrator within themselves.
        return predictor is not CalibratedModel and not RefusedPredictor && block.Find("Calibrator") is { } own ? new CalibratedModel(predictor, CalibratorReader.Read(own)) : predictor;
    }

    // The size of a number, the bias, how many features there are, the places of the weights where not all are held, and the weights.
    private static MlNetPredictor Linear(ModelBlock block, bool isExponential)
    {
        if (block.Version < WithSparseWeights) return new RefusedPredictor("its weights were written before ML.NET 1.0");
        CheckSize(block);
        float bias = block.Fields.Single();
        int width = block.Fields.Int();
        int[] places = block.Fields.Numbers<int>();
        float[] held = block.Fields.Numbers<float>();
        bool isAll = places.Length == 0 && held.Length == width;
        if (width < 1 || width > ForestReader.MaxWidth || (!isAll && held.Length != places.Length)) throw block.Problem($"{width} features have {held.Length} weights at {places.Length} places");
        float[] weights = isAll ? held : Spread(block, held, places, width);
        if (!float.IsFinite(bias) || !weights.All(float.IsFinite)) throw block.Problem("a weight is no number");
        return new LinearPredictorModel(weights, bias, isExponential);
    }

    // Features, classes and biases; where rows of weights begin, places and weights, or all of them.
    private static MulticlassLinearModel Multiclass(ModelBlock block, bool isMaximumEntropy)
    {
        CheckSize(block);
        int width = block.Fields.Int(), classes = block.Fields.Int();
        if (width < 1 || classes < 1 || (long)width * classes > ForestReader.MaxWidth) throw block.Problem($"{width} features have weights for {classes} classes");
        float[] biases = block.Fields.Numbers<float>(classes), weights = new float[width * classes];
        int[] starts = block.Fields.Numbers<int>(), places = block.Fields.Numbers<int>();
        float[] held = block.Fields.Numbers<float>();
        if (starts.Length == 0)
        {
            if (held.Length != weights.Length) throw block.Problem($"{width} features have {held.Length} weights for {classes} classes");
            weights = held;
        }
        else
        {
            if (starts.Length != classes + 1 || held.Length != places.Length || starts[0] != 0 || starts[^1] != places.Length) throw block.Problem("its rows of weights do not fit");
            for (int k = 0; k < classes; k++)
            {
                if (starts[k + 1] < starts[k] || starts[k + 1] > places.Length) throw block.Problem("its rows of weights are not in order");
                Range own = starts[k]..starts[k + 1];
                Spread(block, held[own], places[own], width).CopyTo(weights, k * width);
            }
        }
        return new MulticlassLinearModel(weights, biases, isMaximumEntropy);
    }

    // How many, and how many features; since version 2 of each how many numbers are held, their places where not all are, and the numbers.
    private static ClusterModel Clusters(ModelBlock block)
    {
        CheckSize(block);
        int count = block.Fields.Int(), width = block.Fields.Int();
        if (count < 1 || width < 1 || (long)count * width > ForestReader.MaxWidth) throw block.Problem($"it has {count} centroids of {width} features");
        var centroids = new float[count * width];
        for (int k = 0; k < count; k++)
        {
            int held = block.Version >= WithSparseCentroids ? block.Fields.Int() : width;
            if (held < 0 || held > width) throw block.Problem($"centroid {k} holds {held} of {width} numbers");
            int[] places = held < width ? block.Fields.Numbers<int>(held) : [];
            float[] numbers = block.Fields.Numbers<float>(held);
            (held < width ? Spread(block, numbers, places, width) : numbers).CopyTo(centroids, k * width);
        }
        return new ClusterModel(centroids, count);
    }

    // The size of a number, what follows, how many, and each in a folder of its own.
    private static OneVersusAllModel OneVersusAll(ModelBlock block)
    {
        CheckSize(block);
        var formula = (ClassFormula)block.Fields.Byte();
        int count = block.Fields.Int();
        if (formula > ClassFormula.Softmax || count is < 1 or > MaxClasses) throw block.Problem($"it has {count} predictors, put together by the formula {formula}");
        return new OneVersusAllModel([.. Enumerable.Range(0, count).Select(i => Read(block.Child(string.Create(CultureInfo.InvariantCulture, $"SubPredictor_{i:000}"))))], formula);
    }

    // The size of a number and how many classes; a folder for each two of them, and one for each alone.
    private static CoupledModel Coupled(ModelBlock block)
    {
        CheckSize(block);
        int count = block.Fields.Int();
        if (count is < 1 or > MaxClasses) throw block.Problem($"it has {count} classes");
        var predictors = new List<MlNetPredictor>();
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++) predictors.Add(Read(block.Child(string.Create(CultureInfo.InvariantCulture, $"SubPredictor_{i:000}_{j:000}"))));
            predictors.Add(Read(block.Child(string.Create(CultureInfo.InvariantCulture, $"SubPredictor_{i:000}"))));
        }
        return new CoupledModel(predictors, count);
    }

    private static float[] Spread(ModelBlock block, float[] held, int[] places, int width)
    {
        var all = new float[width];
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0 || places[i] >= width) throw block.Problem($"a weight belongs to feature {places[i]} of {width}");
            all[places[i]] = held[i];
        }
        return all;
    }

    /// <exception cref="InvalidDataException">Numbers have not four bytes.</exception>
    public static void CheckSize(ModelBlock block)
    {
        if (block.Fields.Int() is not sizeof(float) and var size) throw block.Problem($"its numbers have {size} bytes; 4 are expected");
    }
}
