namespace MlDsl.Training;

/// <summary>Options of k-means: the centres of the least sum of weighted squared distances of rows to the nearest one, which is the log's objective.</summary>
/// <remarks>
/// Beginnings are drawn by k-means++ (Arthur and Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding"), each row in proportion to its weight and squared distance from those drawn; Lloyd's iterations follow until no row
/// changes its cluster. A cluster that lost its rows takes the row that is farthest from its centre. Sums are taken in double, in a stated order: the same rows and seed give the same centres, whatever the number of threads.
/// Scores are linear, x·c − c²/2 in units of the variance within clusters, so that the highest is the nearest centre's, and the shares are those of a mixture of round clusters of that
/// variance and of equal weight. Holds 4 bytes of a row and position.
/// </remarks>
public sealed record KMeansOptions : ClusterTrainerOptions
{
    private protected override TrainedPredictor Learn(TrainingProblem problem, TrainingControl control) => KMeansTrainer.Train(problem, this, control);
}
