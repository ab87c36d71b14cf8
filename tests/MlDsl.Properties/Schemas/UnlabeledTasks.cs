namespace MlDsl.Properties.Schemas;

/// <summary>Tasks that learn from no label, with the trainers whose scores have bounds here: a trainer more is a line more, and <see cref="Routes.ScoreBounds"/> of its predictor.</summary>
internal static class UnlabeledTasks
{
    private static readonly Func<Random, string>[] OfAnomalies =
    [
        static random => FormattableString.Invariant($"IsolationForest(Trees = {random.Next(1, 30)}, SampleSize = {random.Next(2, 300)}, Contamination = {random.Next(1, 50) / 100.0}, Seed = {random.Next(9)})"),
    ];

    private static readonly Func<Random, string>[] OfClusters =
    [
        static random => FormattableString.Invariant($"KMeans(Clusters = {random.Next(2, 6)}, Restarts = {random.Next(1, 3)}, MaxIterations = {random.Next(2, 40)}, Seed = {random.Next(9)})"),
    ];

    private static readonly (string Task, Func<Random, string>[] Trainers)[] All = [("AnomalyDetection", OfAnomalies), ("Clustering", OfClusters)];

    /// <summary>A task in the place of another, whose label may stay where it is not looked at, or measured with.</summary>
    public static MadeTask Make(Random random, MadeTask labeled)
    {
        var (task, trainers) = All[random.Next(All.Length)];
        string trainer = $"[{trainers[random.Next(trainers.Length)](random)}]";
        bool mayStay = task == "Clustering" || labeled.Task == "BinaryClassification";
        return mayStay && random.Next(2) == 0
            ? labeled with { Task = task, Trainer = trainer }
            : new MadeTask("", "", task, trainer, []) { IsUnlabeled = true };
    }

    /// <summary>The column as the task takes it: forests have numbers that stay missing.</summary>
    public static MadeColumn Of(Random random, MadeColumn column, MadeTask task)
    {
        if (!task.Trainer.Contains("IsolationForest", StringComparison.Ordinal) || random.Next(2) == 0 || column.Attributes.Contains("Bins = ", StringComparison.Ordinal)) return column;
        return column with { Attributes = column.Attributes.Replace("Impute = Impute.Median", "Impute = Impute.Keep", StringComparison.Ordinal) };
    }
}
