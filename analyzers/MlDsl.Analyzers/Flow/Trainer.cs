namespace MlDsl.Analyzers.Flow;

internal enum MlTask { Binary, Multiclass, Regression, Ranking, Clustering, Anomaly, Recommendation }

/// <summary>One line of the table of trainers.</summary>
/// <param name="Task">The catalog it belongs to.</param>
/// <param name="Method">The name of the catalog's method.</param>
/// <param name="NeedsNormalized">It learns badly from features on different scales.</param>
/// <param name="DependsOnScaleStrongly">It diverges on them.</param>
/// <param name="Calibrated">A binary trainer that writes a probability.</param>
/// <param name="ReadsFeatures">It has one column of features.</param>
/// <param name="ExportsToOnnx">The trained model can be written as ONNX.</param>
internal sealed record Trainer(
    MlTask Task,
    string Method,
    bool NeedsNormalized = false,
    bool DependsOnScaleStrongly = false,
    bool Calibrated = true,
    bool ReadsFeatures = true,
    bool ExportsToOnnx = true)
{
    private const string AutoMl = "AutoML";

    /// <summary>The other columns that it reads: the parameters that name them, each with its default; null where there is none.</summary>
    public IReadOnlyList<(string Parameter, string? Default)> Reads { get; init; } = [];

    /// <summary>Whether rows that are given for validation decide when training ends; other trainers only print their score.</summary>
    public bool StopsByValidation => Method == "ImageClassification";

    /// <summary>Whether AutoML decides which trainer it is.</summary>
    public bool IsSearched => Method == AutoMl;

    private static readonly Dictionary<(MlTask, string), Trainer> ByName = All().ToDictionary(static t => (t.Task, t.Method));

    /// <summary>The trainer that AutoML finds for a task.</summary>
    public static Trainer Searched(MlTask task) => new(task, AutoMl, ReadsFeatures: false, ExportsToOnnx: false);

    public static Trainer? Find(MlTask task, string method) => ByName.TryGetValue((task, method), out Trainer? trainer) ? trainer : null;

    /// <summary>The task of a catalog, by the name of the catalog's type or of its type of trainers.</summary>
    public static MlTask? TaskOf(string type) => type switch
    {
        "BinaryClassificationTrainers" or "BinaryClassificationCatalog" => MlTask.Binary,
        "MulticlassClassificationTrainers" or "MulticlassClassificationCatalog" => MlTask.Multiclass,
        "RegressionTrainers" or "RegressionCatalog" => MlTask.Regression,
        "RankingTrainers" or "RankingCatalog" => MlTask.Ranking,
        "ClusteringTrainers" or "ClusteringCatalog" => MlTask.Clustering,
        "AnomalyDetectionTrainers" or "AnomalyDetectionCatalog" => MlTask.Anomaly,
        "RecommendationTrainers" or "RecommendationCatalog" => MlTask.Recommendation,
        _ => null,
    };

    /// <summary>The item kinds that the label may have; empty where there is no label or any will do.</summary>
    public IReadOnlyList<ItemKind> LabelKinds => IsSearched || Method == "NamedEntityRecognition" ? [] : Task switch
    {
        MlTask.Binary => [ItemKind.Boolean],
        MlTask.Multiclass => [ItemKind.Key],
        MlTask.Regression or MlTask.Recommendation => [ItemKind.Single],
        MlTask.Ranking => [ItemKind.Single, ItemKind.Key],
        _ => [],
    };

    public bool HasLabel => Task is not (MlTask.Clustering or MlTask.Anomaly) && Method != "QuestionAnswer";

    private static Trainer[] All() =>
    [
        new(MlTask.Binary, "AveragedPerceptron", NeedsNormalized: true, Calibrated: false),
        new(MlTask.Binary, "FastForest", Calibrated: false),
        new(MlTask.Binary, "FastTree"),
        new(MlTask.Binary, "FieldAwareFactorizationMachine", NeedsNormalized: true, ReadsFeatures: false, ExportsToOnnx: false),
        new(MlTask.Binary, "Gam", ExportsToOnnx: false),
        new(MlTask.Binary, "LbfgsLogisticRegression", NeedsNormalized: true),
        new(MlTask.Binary, "LdSvm", NeedsNormalized: true, Calibrated: false, ExportsToOnnx: false),
        new(MlTask.Binary, "LightGbm"),
        new(MlTask.Binary, "LinearSvm", NeedsNormalized: true, Calibrated: false),
        new(MlTask.Binary, "Prior", ReadsFeatures: false),
        new(MlTask.Binary, "SdcaLogisticRegression", NeedsNormalized: true),
        new(MlTask.Binary, "SdcaNonCalibrated", NeedsNormalized: true, Calibrated: false),
        new(MlTask.Binary, "SgdCalibrated", NeedsNormalized: true),
        new(MlTask.Binary, "SgdNonCalibrated", NeedsNormalized: true, Calibrated: false),
        new(MlTask.Binary, "SymbolicSgdLogisticRegression", NeedsNormalized: true, DependsOnScaleStrongly: true),

        new(MlTask.Multiclass, "ImageClassification", ReadsFeatures: false, ExportsToOnnx: false),
        new(MlTask.Multiclass, "LbfgsMaximumEntropy", NeedsNormalized: true),
        new(MlTask.Multiclass, "LightGbm"),
        new(MlTask.Multiclass, "NaiveBayes"),
        new(MlTask.Multiclass, "NamedEntityRecognition", ReadsFeatures: false, ExportsToOnnx: false) { Reads = [("sentence1ColumnName", "Sentence")] },
        new(MlTask.Multiclass, "OneVersusAll", ReadsFeatures: false),
        new(MlTask.Multiclass, "PairwiseCoupling", ReadsFeatures: false, ExportsToOnnx: false),
        new(MlTask.Multiclass, "QuestionAnswer", ReadsFeatures: false, ExportsToOnnx: false) { Reads = [("contextColumnName", "Context"), ("questionColumnName", "Question"), ("trainingAnswerColumnName", "TrainingAnswer"), ("answerIndexColumnName", "AnswerIndex")] },
        new(MlTask.Multiclass, "SdcaMaximumEntropy", NeedsNormalized: true),
        new(MlTask.Multiclass, "SdcaNonCalibrated", NeedsNormalized: true),
        new(MlTask.Multiclass, "TextClassification", ReadsFeatures: false, ExportsToOnnx: false) { Reads = [("sentence1ColumnName", "Sentence1"), ("sentence2ColumnName", null)] },

        new(MlTask.Regression, "FastForest"),
        new(MlTask.Regression, "FastTree"),
        new(MlTask.Regression, "FastTreeTweedie"),
        new(MlTask.Regression, "Gam", ExportsToOnnx: false),
        new(MlTask.Regression, "LbfgsPoissonRegression", NeedsNormalized: true),
        new(MlTask.Regression, "LightGbm"),
        new(MlTask.Regression, "Ols", NeedsNormalized: true),
        new(MlTask.Regression, "OnlineGradientDescent", NeedsNormalized: true, DependsOnScaleStrongly: true),
        new(MlTask.Regression, "Sdca", NeedsNormalized: true),
        new(MlTask.Regression, "SentenceSimilarity", ReadsFeatures: false, ExportsToOnnx: false) { Reads = [("sentence1ColumnName", "Sentence1"), ("sentence2ColumnName", "Sentence2")] },

        new(MlTask.Ranking, "FastTree"),
        new(MlTask.Ranking, "LightGbm"),

        new(MlTask.Clustering, "KMeans", NeedsNormalized: true),
        new(MlTask.Anomaly, "RandomizedPca", NeedsNormalized: true),
        new(MlTask.Recommendation, "MatrixFactorization", ReadsFeatures: false, ExportsToOnnx: false) { Reads = [("matrixColumnIndexColumnName", null), ("matrixRowIndexColumnName", null)] },
    ];
}
