using System.Globalization;
using MlDsl.LightGbm.Tests;
using MlDsl.Training;

namespace MlDsl.Benchmarks.Training;

/// <summary>
/// What does a training cost beside the library called directly, from rows in memory on both sides, at as many threads? Both take turns, each first in every other one, so that a busy neighbour strikes both alike.
/// The first training of the process, which compiles its methods, is told apart; then both warm up, until methods are not compiled anew any more; then turns count.
/// </summary>
internal static class TrainingRatios
{
    private const string Taxi = "taxi-fare-train.csv", Census = "adult.csv";
    private const int Turns = 21, Warm = 40, WideRows = 20_000;

    /// <summary>Whether a folder holds the tables.</summary>
    public static bool HasTables(string folder) => File.Exists(Path.Combine(folder, Taxi)) && File.Exists(Path.Combine(folder, Census));

    /// <summary>Prints the ratios.</summary>
    /// <param name="args">The folder of the tables, and as far as they are given the turns, the threads and the turns before that warm up.</param>
    /// <param name="isOfReference">Whether the peer is the same training without a reference of its rows.</param>
    public static int Print(string[] args, bool isOfReference)
    {
        int turns = Number(args, 1, Turns), threads = Number(args, 2, Environment.ProcessorCount), warm = Number(args, 3, Warm);
        var control = new TrainingControl { Threads = threads };
        TrainingControl bare = control with { Reference = false };
        var pairs = new TurnPairs(isOfReference ? "without_reference" : "lightgbm", turns, warm, threads);
        string common = FormattableString.Invariant($"num_threads={threads} deterministic=true force_row_wise=true verbosity=-1");

        Ride[] rides = [.. Dataset<Ride>.FromCsv(Path.Combine(args[0], Taxi)).SplitRandom(0, 0, seed: 1).Train.Rows];
        Of("taxi", rides, static rows => DenseMatrix.Of(rows), 200, $"objective=regression categorical_feature=0,1,5 {common}", (train, how) => RideModel.Fit(train, control: how));
        Adult[] persons = [.. Dataset<Adult>.FromCsv(Path.Combine(args[0], Census), new CsvOptions { Trim = true, Missing = ["", "?"] }).SplitRandom(0, 0, seed: 1).Train.Rows];
        Of("adult", persons, static rows => DenseMatrix.Of(rows), 200, $"objective=binary learning_rate=0.06 min_data_in_leaf=5 seed=7 categorical_feature=1,3,5,6,7,8,9,13 {common}", (train, how) => AdultModel.Fit(train, control: how));
        Of("wide", Reading.Made(WideRows), static rows => DenseMatrix.Of(rows), 50, $"objective=regression {common}", (train, how) => ReadingModel.Fit(train, control: how));
        return 0;

        void Of<TRow, TModel>(string name, TRow[] rows, Func<TRow[], DenseMatrix> matrix, int rounds, string parameters, Func<TrainSet<TRow>, TrainingControl, TModel> fit)
            where TRow : IRow<TRow>, IIndependentRows
        {
            TrainSet<TRow> train = Dataset<TRow>.FromRows(rows).SplitRandom(0, 0, seed: 1).Train;
            pairs.Print(name, isOfReference ? () => fit(train, bare) : () => DirectTraining.Run(matrix(rows), rounds, parameters), () => fit(train, control));
        }
    }

    private static int Number(string[] args, int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
}
