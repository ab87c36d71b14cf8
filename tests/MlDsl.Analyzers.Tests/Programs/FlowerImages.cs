// mutate: ml=ml metric=MicroAccuracy evaluate=Evaluate
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Vision;

namespace Flowers;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var folder, ..])
        {
            Console.Error.WriteLine("usage: flowers <folder> [output]");
            return 1;
        }
        string output = args.ElementAtOrDefault(1) ?? Path.Combine(folder, "flowers.zip");
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(ReadFolder(folder).ToList()), seed: 1);

        // Names become keys and files become bytes before the split: nothing is learned from the pictures.
        IDataView prepared = ml.Transforms.Conversion.MapValueToKey("LabelKey", nameof(ImageFile.Label))
            .Append(ml.Transforms.LoadRawImageBytes("Image", folder, nameof(ImageFile.Path)))
            .Fit(images)
            .Transform(images);

        var firstSplit = ml.Data.TrainTestSplit(prepared, testFraction: 0.3, seed: 1);
        var secondSplit = ml.Data.TrainTestSplit(firstSplit.TestSet, testFraction: 0.5, seed: 1);
        IDataView training = firstSplit.TrainSet, validation = secondSplit.TrainSet, test = secondSplit.TestSet;

        var options = new ImageClassificationTrainer.Options { FeatureColumnName = "Image", LabelColumnName = "LabelKey", ValidationSet = validation, Epoch = 50 };
        var pipeline = ml.MulticlassClassification.Trainers.ImageClassification(options)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = pipeline.Fit(training);

        IDataView scored = model.Transform(test);
        var metrics = ml.MulticlassClassification.Evaluate(scored, labelColumnName: "LabelKey");
        Console.WriteLine($"micro {metrics.MicroAccuracy:P1}, macro {metrics.MacroAccuracy:P1}");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        foreach (ImagePrediction row in ml.Data.CreateEnumerable<ImagePrediction>(scored, reuseRowObject: true).Where(p => p.Label != p.PredictedLabel).Take(10))
            Console.WriteLine($"{row.Path}: {row.Label} taken for {row.PredictedLabel}");

        ml.Model.Save(model, training.Schema, output);
        return 0;
    }

    private static IEnumerable<ImageFile> ReadFolder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file).ToLowerInvariant() is not (".jpg" or ".png")) continue;
            yield return new ImageFile { Path = file, Label = Directory.GetParent(file)!.Name };
        }
    }
}

public class ImageFile
{
    public string Path { get; set; } = "";
    public string Label { get; set; } = "";
}

public class ImagePrediction
{
    public string Path { get; set; } = "";
    public string Label { get; set; } = "";
    public string PredictedLabel { get; set; } = "";
}
