using Microsoft.ML;
using SentimentService;

// What Model Builder's pipeline for texts is made of. One thread and a seed: the same file each time.
var context = new MLContext(seed: 1);
IDataView rows = context.Data.LoadFromEnumerable(Reviews.Make(2_000, seed: 1));
var pipeline = context.Transforms.Text.FeaturizeText("Features", "Text")
    .Append(context.BinaryClassification.Trainers.SdcaLogisticRegression(new() { LabelColumnName = "Sentiment", NumberOfThreads = 1, MaximumNumberOfIterations = 20 }));
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[0]))!);
context.Model.Save(pipeline.Fit(rows), rows.Schema, args[0]);
