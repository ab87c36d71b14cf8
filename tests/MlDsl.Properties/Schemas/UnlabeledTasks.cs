namespace MlDsl.Properties.Schemas;

/// <summary>Tasks that learn from no label, with the trainers whose scores have bounds here: a trainer more is a line more, and <see cref="Routes.ScoreBounds"/> of its predictor.</summary>
internal static class UnlabeledTasks
{
    private static readonly Func<Random, string>[] OfAnomalies =
    [
        static random => FormattableString.Invariant($"IsolationForest(Trees = {random.Next(1, 30)}, SampleSize = {random.Next(2, 300)}, Contamination = {random.Next(1, 50) / 100.0}, Seed = {random.Next(9)})"),
        static random => FormattableString.Invariant($"RobustZScores(Norm = {Norm(random)}, Contamination = {random.Next(1, 50) / 100.0})"),
        static random => FormattableString.Invariant($"OneClassPca(VarianceShare = {random.Next(1, 100) / 100.0}, Contamination = {random.Next(1, 50) / 100.0})"),
    ];

    private static readonly Func<Random, string>[] OfClusters =
    [
        static random => FormattableString.Invariant($"KMeans(Clusters = {random.Next(2, 6)}, Restarts = {random.Next(1, 3)}, MaxIterations = {random.Next(2, 40)}, Seed = {random.Next(9)})"),
        static random => FormattableString.Invariant($"GaussianMixture(Clusters = {random.Next(2, 5)}, MaxClusters = {random.Next(2) * 5}, Covariance = {Shape(random)}, Regularization = {Math.Pow(10, random.Next(-6, 1))}, Restarts = {random.Next(1, 3)}, MaxIterations = {random.Next(2, 12)}, Seed = {random.Next(9)})"),
    ];

    private static readonly (string Task, Func<Random, string> Trainer)[] All = [.. OfAnomalies.Select(static made => ("AnomalyDetection", made)), .. OfClusters.Select(static made => ("Clustering", made))];

    /// <summary>How many trainers there are.</summary>
    public static int Count => All.Length;

    /// <summary>A task in the place of another, whose label may stay where it is not looked at, or measured with.</summary>
    /// <param name="random">Draws the options.</param>
    /// <param name="number">Which trainer: one after the other, so that a few have all of them.</param>
    /// <param name="labeled">The other task.</param>
    public static MadeTask Make(Random random, int number, MadeTask labeled)
    {
        var (task, made) = All[number % All.Length];
        string trainer = $"[{made(random)}]";
        bool mayStay = task == "Clustering" || labeled.Task == "BinaryClassification";
        return mayStay && random.Next(2) == 0
            ? labeled with { Task = task, Trainer = trainer }
            : new MadeTask("", "", task, trainer, []) { IsUnlabeled = true };
    }

    /// <summary>The column as the task takes it: detectors have numbers that stay missing.</summary>
    public static MadeColumn Of(Random random, MadeColumn column, MadeTask task)
    {
        if (task.Task != "AnomalyDetection" || random.Next(2) == 0 || column.Attributes.Contains("Bins = ", StringComparison.Ordinal)) return column;
        return column with { Attributes = column.Attributes.Replace("Impute = Impute.Median", "Impute = Impute.Keep", StringComparison.Ordinal) };
    }

    private static string Norm(Random random) => $"DeviationNorm.{Enum.GetNames<DeviationNorm>()[random.Next(2)]}";

    private static string Shape(Random random) => $"Covariance.{Enum.GetNames<Covariance>()[random.Next(4)]}";
}
