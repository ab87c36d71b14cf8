using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.Serving.Load.Models;

/// <summary>The files that the service answers from: one forest of 500 trees as this library, ML.NET and ONNX Runtime have it, and another one to replace the first by.</summary>
internal sealed class MadeModels
{
    public const int Trees = 500, Leaves = 31;

    // Drawn rows that models are held against each other on, and that batches are of.
    public const int Rows = 64;

    private MadeModels(TripModel model, TripModel other, string folder)
    {
        (Each, Folder) = ([model, other], folder);
        Bytes = [.. Each.Select(Saved)];
        File.WriteAllBytes(ModelFile(folder), Bytes[0]);
    }

    public string Folder { get; }

    /// <summary>The model that answers, and the one it is replaced by.</summary>
    public IReadOnlyList<TripModel> Each { get; }

    /// <summary>Their files.</summary>
    public IReadOnlyList<byte[]> Bytes { get; }

    public static IReadOnlyList<Trip.Input> Inputs { get; } = [.. Drawn(7, Rows).Select(static trip => InputOf(trip))];

    public static string ModelFile(string folder) => Path.Combine(folder, "trip.mldsl");

    public static string MlNetFile(string folder) => Path.Combine(folder, "trip.zip");

    public static string OnnxFile(string folder) => Path.Combine(folder, "trip.onnx");

    /// <summary>Grows both forests and writes the files.</summary>
    public static MadeModels Make(string folder)
    {
        Trip[] rows = [.. Drawn(1, 6000)];
        TrainSet<Trip> train = Dataset<Trip>.FromRows(rows).SplitRandom(validation: 0.1, test: 0.1, seed: 1).Train;
        var ml = new MLContext(seed: 1);
        IDataView view = Views(ml, rows);
        var grown = Grow(ml, view);
        ml.Model.Save(grown, view.Schema, MlNetFile(folder));
        using (FileStream onnx = File.Create(OnnxFile(folder))) ml.Model.ConvertToOnnx(grown, ml.Data.LoadFromEnumerable<TripVector>([]), onnx, "Score");
        TripModel model = TripModel.Fit(train, ForestOptions.Of(grown.Model)), other = TripModel.Fit(train, ForestOptions.Of(Grow(ml, Views(ml, [.. Drawn(2, 6000)])).Model));
        return new MadeModels(model, other, folder);
    }

    /// <summary>The features of a row, in the order of the columns.</summary>
    public static float[] Features(in Trip.Input row) => [row.Seconds, row.Miles, row.Riders, row.Tolls, row.Hour, row.Weekday, row.Pickup, row.Dropoff];

    private static Trip.Input InputOf<TRow>(TRow row) where TRow : IFeatureRow<TRow, Trip.Input> => TRow.InputOf(row);

    private static RegressionPredictionTransformer<FastTreeRegressionModelParameters> Grow(MLContext ml, IDataView view) =>
        ml.Regression.Trainers.FastTree(numberOfTrees: Trees, numberOfLeaves: Leaves).Fit(view);

    private static IDataView Views(MLContext ml, Trip[] rows) =>
        ml.Data.LoadFromEnumerable(rows.Select(static row => new LabeledTripVector { Features = Features(InputOf(row)), Label = row.Fare }));

    private static byte[] Saved(TripModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static IEnumerable<Trip> Drawn(int seed, int count)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float miles = MathF.Round(random.NextSingle() * 20, 2), seconds = 60 + random.Next(3000), hour = random.Next(24);
            var (tolls, pickup, dropoff) = (random.Next(5) == 0 ? 5.5f : 0, random.Next(260), random.Next(260));
            yield return new Trip
            {
                Seconds = seconds,
                Miles = miles,
                Riders = 1 + random.Next(5),
                Tolls = tolls,
                Hour = hour,
                Weekday = random.Next(7),
                Pickup = pickup,
                Dropoff = dropoff,
                Fare = (seed * 2.5f * miles) + (seconds / 120) + tolls + (hour is > 16 and < 20 ? 3 : 0) + MathF.Abs(pickup - dropoff) / 20 + random.NextSingle(),
            };
        }
    }
}
