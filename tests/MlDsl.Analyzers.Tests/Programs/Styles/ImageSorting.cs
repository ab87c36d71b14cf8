using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vision;

namespace Recycling;

public class ImageSorting
{
    private readonly string _workspace;
    private readonly string _assets;

    public ImageSorting(string workspace, string assets)
    {
        _workspace = workspace;
        _assets = assets;
    }

    public void TrainAndSave(string target)
    {
        MLContext mlContext = new MLContext(seed: 13);
        IEnumerable<Photo> photos = LoadImagesFromDirectory(_assets, useFolderNameAsLabel: true).ToList();
        IDataView imageData = mlContext.Data.LoadFromEnumerable(photos);
        IDataView shuffledData = mlContext.Data.ShuffleRows(imageData);

        var preprocessing = mlContext.Transforms.Conversion.MapValueToKey(inputColumnName: /*MLD1001:*/"Label"/*=> "Lable"*/, outputColumnName: "LabelAsKey", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(mlContext.Transforms.LoadRawImageBytes(outputColumnName: "Image", imageFolder: _assets, inputColumnName: "ImagePath"));

        DataOperationsCatalog.TrainTestData trainSplit = mlContext.Data.TrainTestSplit(shuffledData, testFraction: /*MLD1105:*/0.3/*=> 0.7*/);
        DataOperationsCatalog.TrainTestData validationTestSplit = mlContext.Data.TrainTestSplit(trainSplit.TestSet);

        ITransformer prepared = preprocessing.Fit(/*MLD1102:*/trainSplit.TrainSet/*=> trainSplit.TestSet*/);
        IDataView trainSet = prepared.Transform(trainSplit.TrainSet);
        IDataView validationSet = prepared.Transform(validationTestSplit.TrainSet);
        IDataView testSet = prepared.Transform(validationTestSplit.TestSet);

        var classifierOptions = new ImageClassificationTrainer.Options()
        {
            FeatureColumnName = "Image",
            LabelColumnName = "LabelAsKey",
            ValidationSet = /*MLD1601:*/validationSet/*=> testSet*/,
            Epoch = 40,
        };
        var trainingPipeline = mlContext.MulticlassClassification.Trainers.ImageClassification(classifierOptions)
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        ITransformer trainedModel = trainingPipeline.Fit(/*MLD1102:*/trainSet/*=> testSet*/);
        MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(trainedModel.Transform(/*MLD1101:*/testSet/*=> trainSet*/), labelColumnName: "LabelAsKey");
        Console.WriteLine($"{metrics.MacroAccuracy:P1}");

        // the preparation and the network are one model
        ITransformer whole = new TransformerChain<ITransformer>(prepared, trainedModel);
        mlContext.Model.Save(whole, /*MLD1015:*/imageData.Schema/*=> null*/, Path.Combine(_workspace, target));
    }

    private static IEnumerable<Photo> LoadImagesFromDirectory(string folder, bool useFolderNameAsLabel = true)
    {
        var files = Directory.GetFiles(folder, "*", searchOption: SearchOption.AllDirectories);
        foreach (var file in files)
        {
            if ((Path.GetExtension(file) != ".jpg") && (Path.GetExtension(file) != ".png")) continue;
            var label = Path.GetFileName(file);
            if (useFolderNameAsLabel) label = Directory.GetParent(file)!.Name;
            yield return new Photo { ImagePath = file, Label = label };
        }
    }
}

public class Photo
{
    public string ImagePath { get; set; } = "";
    public /*MLD1012:*/string/*=> object*/ Label { get; set; } = "";
}
