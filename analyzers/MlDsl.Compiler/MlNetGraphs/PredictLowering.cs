using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Makes nodes of a predictor and of the columns that ML.NET makes of its scores.</summary>
internal static class PredictLowering
{
    private const string Probability = "Probability";

    /// <summary>The columns that the step makes, in ML.NET's order.</summary>
    public static IEnumerable<GraphColumn> Columns(GraphWriter writer, PredictStep step, GraphColumn[] all)
    {
        GraphColumn features = all[0];
        return step.Kind switch
        {
            ScoreKind.Regression or ScoreKind.Ranking => [Column("Score", typeof(float), () => Score(step.Predictor))],
            ScoreKind.Binary => Binary(),
            ScoreKind.Multiclass => Multiclass(),
            ScoreKind.Clustering when step.Predictor is ClusterModel clusters => Clusters(clusters),
            ScoreKind.Anomaly => Anomaly(),
            _ => [Refused("Score"), Refused("PredictedLabel")],
        };

        IEnumerable<GraphColumn> Binary()
        {
            GraphColumn score = Column("Score", typeof(float), () => Score((step.Predictor as CalibratedModel)?.Predictor ?? step.Predictor));
            GraphColumn? probability = step.Predictor switch
            {
                CalibratedModel { Calibrator: var calibrator } => Column(Probability, typeof(float), () => Calibrated(writer, step.Place, Probability, score.Value.Value, calibrator)),
                FactorizationModel => Column(Probability, typeof(float), () => writer.Node(Probability, OperatorAttribute.Own, "SteadySigmoid", [score.Value.Value])),
                _ => null,
            };
            GraphColumn compared = !step.ThresholdIsProbability ? score : probability ?? Refused(Probability);
            yield return Column("PredictedLabel", typeof(bool), () => writer.Node("PredictedLabel", "Greater", [compared.Value.Value, Constant("PredictedLabel", step.Threshold)]));
            yield return score;
            if (probability is not null) yield return probability;
        }

        IEnumerable<GraphColumn> Anomaly()
        {
            GraphColumn score = Column("Score", typeof(float), () => Score(step.Predictor));
            return [Column("PredictedLabel", typeof(bool), () => writer.Node("PredictedLabel", "Greater", [score.Value.Value, Constant("PredictedLabel", step.Threshold)])), score];
        }

        IEnumerable<GraphColumn> Multiclass()
        {
            int classes = step.Predictor switch { MulticlassLinearModel linear => linear.Biases.Length, OneVersusAllModel each => each.Predictors.Count, CoupledModel coupled => coupled.Classes, NaiveBayesModel bayes => bayes.Starts.Length, _ => 0 };
            Array? values = step.TrainSchema.FirstOrDefault(column => column.Name == step.LabelColumn)?.KeyValues;
            if (classes == 0) classes = values?.Length ?? 0;
            if (classes == 0) return [Refused(step.PredictedColumn), Refused(step.ScoreColumn)];
            if (values?.Length != classes) values = null;
            GraphColumn scores = Column(step.ScoreColumn, typeof(float), () => Scores(writer, step, features)) with { Type = new ColumnType(typeof(float), classes), Labels = KeyLowering.Labels(values) };
            GraphColumn predicted = Column(step.PredictedColumn, typeof(uint), () => writer.Node(step.PredictedColumn, OperatorAttribute.Own, "HighestKey", [scores.Value.Value]));
            return [predicted with { Type = new ColumnType(typeof(uint), KeyCount: classes), KeyValues = values }, scores];
        }

        IEnumerable<GraphColumn> Clusters(ClusterModel clusters)
        {
            GraphColumn distances = Column("Score", typeof(float), () => writer.Node("Score", OperatorAttribute.Own, "SquaredDistances", [Features(step.Place, features, clusters.Centroids.Length / clusters.Count)],
                ("centroids", new Tensor<float>(clusters.Centroids, clusters.Count, clusters.Centroids.Length / clusters.Count)))) with
            { Type = new ColumnType(typeof(float), clusters.Count) };

            // The nearest centroid has the highest of the negative distances.
            GraphColumn nearest = Column("PredictedLabel", typeof(uint), () => writer.Node("PredictedLabel", OperatorAttribute.Own, "HighestKey", [writer.Node("PredictedLabel", "Neg", [distances.Value.Value])]));
            return [nearest with { Type = new ColumnType(typeof(uint), KeyCount: clusters.Count) }, distances];
        }

        GraphColumn Column(string name, Type element, Func<string> add) => new(name, new ColumnType(element), new Lazy<string>(() => writer.For(step.Place, add))) { IsPredicted = true };

        GraphColumn Refused(string name, ColumnType? type = null) => new(name, type, new Lazy<string>(() => throw new RefusedException($"{step.Place}: {(step.Predictor is RefusedPredictor refused ? refused.Reason : $"its predictor makes no column '{name}' that is compiled")}"))) { IsPredicted = true };

        string Score(MlNetPredictor predictor) => PredictLowering.Score(writer, step.Place, "Score", predictor, all);

        string Constant(string column, float value) => writer.Constant(column, new Tensor<float>([value], 1, 1));
    }

    /// <summary>The score of a predictor that gives one.</summary>
    /// <exception cref="RefusedException">It is not compiled.</exception>
    private static string Score(GraphWriter writer, string place, string column, MlNetPredictor predictor, params GraphColumn[] all)
    {
        GraphColumn features = all[0];
        switch (predictor)
        {
            case LinearPredictorModel linear:
                string sum = writer.Node(column, OperatorAttribute.Ml, "LinearRegressor", [Features(place, features, linear.Weights.Length)], ("coefficients", linear.Weights), ("intercepts", new[] { linear.Bias }), ("targets", 1L));
                return linear.IsExponential ? writer.Node(column, OperatorAttribute.Own, "WideExp", [sum]) : sum;
            case ForestModel forest:
                return ForestLowering.Score(writer, place, column, forest, features);
            case FactorizationModel factors:
                return Factors(writer, place, column, factors, all);
            case SubspaceModel subspace:
                int width = subspace.Mean.Length;
                return writer.Node(column, OperatorAttribute.Own, "SubspaceDistance", [Features(place, features, width)], ("mean", subspace.Mean), ("vectors", new Tensor<float>(subspace.Vectors, subspace.Vectors.Length / width, width)));
            case RefusedPredictor refused:
                throw new RefusedException($"{place}: {refused.Reason}");
            default:
                throw new RefusedException($"{place}: its predictor gives no single score that is compiled");
        }
    }

    // Each column is a field.
    private static string Factors(GraphWriter writer, string place, string column, FactorizationModel model, GraphColumn[] all)
    {
        string[] values = [.. all.Select(one => Features(place, one, 0))];
        long[] fields = [.. all.SelectMany((one, field) => Enumerable.Repeat((long)field, ColumnLowering.Fixed(place, one).Items))];
        if (all.Length != model.FieldCount || fields.Length != model.Weights.Length) throw new RefusedException($"{place} knows {model.Weights.Length} features of {model.FieldCount} fields, and {all.Length} columns have {fields.Length}");
        string value = values.Length == 1 ? values[0] : writer.Node(column, "Concat", values, ("axis", 1L));
        return writer.Node(column, OperatorAttribute.Own, "FieldFactors", [value], ("fields", fields), ("weights", model.Weights),
            ("factors", new Tensor<float>(model.Factors, fields.Length, all.Length, model.Factors.Length / (fields.Length * all.Length))), ("isNormalized", model.IsNormalized ? 1L : 0L));
    }

    private static string Scores(GraphWriter writer, PredictStep step, GraphColumn features)
    {
        string column = step.ScoreColumn;
        if (step.Predictor is MulticlassLinearModel linear)
        {
            string sums = writer.Node(column, OperatorAttribute.Ml, "LinearRegressor", [Features(step.Place, features, linear.Weights.Length / linear.Biases.Length)],
                ("coefficients", linear.Weights), ("intercepts", linear.Biases), ("targets", (long)linear.Biases.Length));
            return linear.IsMaximumEntropy ? Shares(nameof(RowFunction.MaximumEntropy), sums) : sums;
        }
        if (step.Predictor is RefusedPredictor refused) throw new RefusedException($"{step.Place}: {refused.Reason}");
        if (step.Predictor is NaiveBayesModel bayes)
        {
            int classes = bayes.Starts.Length, width = bayes.Presence.Length / classes;
            return writer.Node(column, OperatorAttribute.Own, "NaiveBayesScores", [Features(step.Place, features, width)], ("starts", new Tensor<double>(bayes.Starts, classes)), ("absent", new Tensor<double>(bayes.Absent, classes)),
                ("presence", new Tensor<double>(bayes.Presence, classes, width)), ("absence", new Tensor<double>(bayes.Absence, classes, width)));
        }
        if (step.Predictor is CoupledModel coupled)
            return writer.Node(column, OperatorAttribute.Own, "PairShares", [writer.Node(column, "Concat", [.. coupled.Predictors.Select(Likely)], ("axis", 1L))], ("classes", (long)coupled.Classes));
        var all = (OneVersusAllModel)step.Predictor;
        string scores = writer.Node(column, "Concat", [.. all.Predictors.Select(One)], ("axis", 1L));
        return all.Formula switch
        {
            ClassFormula.Probabilities => Shares(nameof(RowFunction.ShareOfSum), scores),
            ClassFormula.Softmax => Shares(nameof(RowFunction.ShareOfExponentials), scores),
            _ => scores,
        };

        string Shares(string function, string value) => writer.Node(column, OperatorAttribute.Own, "ClassShares", [value], ("function", function));

        string One(MlNetPredictor predictor) =>
            all.Formula == ClassFormula.Probabilities ? Likely(predictor) : Score(writer, step.Place, column, (predictor as CalibratedModel)?.Predictor ?? predictor, features);

        string Likely(MlNetPredictor predictor) => predictor is CalibratedModel { Calibrator: var calibrator, Predictor: var scored }
            ? Calibrated(writer, step.Place, column, Score(writer, step.Place, column, scored, features), calibrator)
            : throw new RefusedException($"{step.Place}: one of its predictors gives no probability");
    }

    /// <summary>The value of the features, whose number is checked.</summary>
    /// <param name="place">The step.</param>
    /// <param name="features">The column.</param>
    /// <param name="width">As many as the predictor knows; 0 where it knows none.</param>
    /// <exception cref="RefusedException">They are others.</exception>
    public static string Features(string place, GraphColumn features, int width)
    {
        ColumnType type = ColumnLowering.Fixed(place, features);
        if (type.Element != typeof(float) || type.IsKey) throw new RefusedException($"{place} reads the column '{features.Name}', a {type}, and not a vector of Single");
        if (width != 0 && type.Items != width) throw new RefusedException($"{place} knows {width} features, and the column '{features.Name}' has {type.Items}");
        return features.Value.Value;
    }

    /// <summary>The probability of a score.</summary>
    /// <exception cref="RefusedException">The calibrator is not compiled.</exception>
    public static string Calibrated(GraphWriter writer, string place, string column, string score, MlNetCalibrator calibrator) => calibrator switch
    {
        PlattCalibrator platt => writer.Node(column, OperatorAttribute.Own, "CalibratedProbability", [score], ("slope", platt.Slope), ("offset", platt.Offset)),
        IsotonicCalibrator isotonic => writer.Node(column, OperatorAttribute.Own, "IsotonicProbability", [score], ("lower", isotonic.Lower), ("upper", isotonic.Upper), ("values", isotonic.Values)),
        BinnedCalibrator binned => writer.Node(column, OperatorAttribute.Own, "BinnedProbability", [score], ("first", binned.First), ("size", binned.Size), ("values", binned.Values)),
        RefusedCalibrator refused => throw new RefusedException($"{place}: {refused.Reason}"),
        _ => throw new InvalidOperationException($"{calibrator.GetType()} is no calibrator"),
    };
}
