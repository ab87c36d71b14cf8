using MlDsl.Benchmarks.Models;

namespace MlDsl.Benchmarks.MlNet;

/// <summary>What ML.NET predicts of a trip.</summary>
public sealed class MlNetFare
{
    public float Score { get; set; }
}

/// <summary>The same as the compiled class gives it: a value, so that nothing is allocated.</summary>
public struct CompiledFare
{
    public float Score { get; set; }
}

/// <summary>What ML.NET says of a review.</summary>
public sealed class MlNetOpinion
{
    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }
}

/// <summary>The same as a value.</summary>
public struct CompiledOpinion
{
    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }
}

/// <summary>100 trees of 20 leaves by FastTree, two columns of categories.</summary>
[MlNetModel("Models/mlnet-trees100.zip", Backend = Backend.Compiled)]
internal sealed partial class MlNetTrees100 : IScorer<MlNetTrip, CompiledFare>;

/// <summary>500 trees of 64 leaves.</summary>
[MlNetModel("Models/mlnet-trees500.zip", Backend = Backend.Compiled)]
internal sealed partial class MlNetTrees500 : IScorer<MlNetTrip, CompiledFare>;

/// <summary>A linear model of the same columns by SDCA.</summary>
[MlNetModel("Models/mlnet-linear.zip", Backend = Backend.Compiled)]
internal sealed partial class MlNetLinear : IScorer<MlNetTrip, CompiledFare>;

/// <summary>A linear classifier of texts behind FeaturizeText.</summary>
[MlNetModel("Models/mlnet-text.zip", Backend = Backend.Compiled)]
internal sealed partial class MlNetText : IScorer<MlNetReview, CompiledOpinion>;
