using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>What makes scores of features.</summary>
internal abstract record MlNetPredictor;

/// <summary>A sum of weighted features.</summary>
/// <param name="Weights">One for each feature.</param>
/// <param name="Bias">What is added.</param>
/// <param name="IsExponential">Whether the score is the exponential of the sum.</param>
internal sealed record LinearPredictorModel(float[] Weights, float Bias, bool IsExponential) : MlNetPredictor;

/// <summary>A sum for each class.</summary>
/// <param name="Weights">Class after class.</param>
/// <param name="Biases">One for each class.</param>
/// <param name="IsMaximumEntropy">Whether the scores are shares of exponentials.</param>
internal sealed record MulticlassLinearModel(float[] Weights, float[] Biases, bool IsMaximumEntropy) : MlNetPredictor;

/// <summary>Trees, whose leaves are summed in double precision.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Width">The features; 0 where the file does not say it.</param>
/// <param name="IsAverage">Whether the sum is divided by the number of trees.</param>
/// <param name="IsExponential">Whether the score is the exponential of it.</param>
internal sealed record ForestModel(IReadOnlyList<MlNetTree> Trees, int Width, bool IsAverage, bool IsExponential) : MlNetPredictor;

/// <summary>A predictor whose scores become probabilities.</summary>
internal sealed record CalibratedModel(MlNetPredictor Predictor, MlNetCalibrator Calibrator) : MlNetPredictor;

/// <summary>A predictor for each class against all others.</summary>
/// <param name="Predictors">One for each class.</param>
/// <param name="Formula">What follows.</param>
internal sealed record OneVersusAllModel(IReadOnlyList<MlNetPredictor> Predictors, ClassFormula Formula) : MlNetPredictor;

/// <summary>Centroids of clusters; scores are squared distances.</summary>
/// <param name="Centroids">Centroid after centroid.</param>
/// <param name="Count">How many.</param>
internal sealed record ClusterModel(float[] Centroids, int Count) : MlNetPredictor;

/// <summary>A predictor for each class, and for each two of them together.</summary>
/// <param name="Predictors">Those of the classes (0), (1, 0), (1), (2, 0), (2, 1), (2), …</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record CoupledModel(IReadOnlyList<MlNetPredictor> Predictors, int Classes) : MlNetPredictor;

/// <summary>Naive Bayes: logarithms of what features above 0, and others, say of each class.</summary>
/// <param name="Starts">Of the share of each class.</param>
/// <param name="Absent">Of each class: that no feature is there.</param>
/// <param name="Presence">Class after class: that a feature is there.</param>
/// <param name="Absence">That it is not.</param>
internal sealed record NaiveBayesModel(double[] Starts, double[] Absent, double[] Presence, double[] Absence) : MlNetPredictor;

/// <summary>Weights of features, and factors of each towards each field.</summary>
/// <param name="Weights">One for each feature.</param>
/// <param name="Factors">Feature after feature, field after field.</param>
/// <param name="FieldCount">How many fields there are.</param>
/// <param name="IsNormalized">Whether rows are divided by their length.</param>
internal sealed record FactorizationModel(float[] Weights, float[] Factors, int FieldCount, bool IsNormalized) : MlNetPredictor;

/// <summary>The mean of rows, and the components of what they vary in.</summary>
/// <param name="Mean">The mean; zeros where it is not taken off.</param>
/// <param name="Vectors">Component after component.</param>
internal sealed record SubspaceModel(float[] Mean, float[] Vectors) : MlNetPredictor;

/// <summary>What is described and not compiled.</summary>
/// <param name="Reason">Why.</param>
internal sealed record RefusedPredictor(string Reason) : MlNetPredictor;

/// <summary>What is made of the scores of one against all others.</summary>
internal enum ClassFormula : byte
{
    Raw = 0,
    Probabilities = 1,
    Softmax = 2,
}

/// <summary>From a score to a probability.</summary>
internal abstract record MlNetCalibrator;

/// <summary>1 / (1 + e^(slope · score + offset)).</summary>
internal sealed record PlattCalibrator(double Slope, double Offset) : MlNetCalibrator;

/// <summary>Constant within pieces, straight between them.</summary>
internal sealed record IsotonicCalibrator(float[] Lower, float[] Upper, float[] Values) : MlNetCalibrator;

/// <summary>Constant within bins of one width.</summary>
internal sealed record BinnedCalibrator(float First, float Size, float[] Values) : MlNetCalibrator;

/// <summary>What is described and not compiled.</summary>
internal sealed record RefusedCalibrator(string Reason) : MlNetCalibrator;

/// <summary>A tree; without branches it gives nothing.</summary>
/// <param name="Nodes">The tree as the kernels know it; null where there are no branches.</param>
/// <param name="Indicators">Branches that ask whether any of several features is above 0, by node.</param>
internal sealed record MlNetTree(Tree? Nodes, IReadOnlyDictionary<int, int[]> Indicators);
