using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Retail.Segmentation
{
    static class Constants
    {
        public const string Features = "Features";
        public const string Scaled = "ScaledFeatures";
        public static readonly string ModelFile = Path.Combine("models", "segments.zip");
    }

    abstract class Job
    {
        public void Execute(params string[] arguments)
        {
            try
            {
                Run(arguments);
            }
            catch (Exception e) when (e is IOException or FormatException)
            {
                Console.Error.WriteLine(e.Message);
                Environment.ExitCode = 1;
            }
        }

        protected abstract void Run(string[] arguments);
    }

    sealed class SegmentJob : Job
    {
        readonly MLContext mlContext = new MLContext(1);

        protected override void Run(string[] arguments)
        {
            int segments = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 4;
            TextLoader loader = mlContext.Data.CreateTextLoader(new TextLoader.Options
            {
                HasHeader = true,
                Separators = new[] { ',' },
                Columns = new[]
                {
                    new TextLoader.Column("Recency", DataKind.Single, 1),
                    new TextLoader.Column(/*MLD1001:*/"Frequency"/*=> "Frequence"*/, DataKind.Single, 2),
                    new TextLoader.Column("Spend", /*MLD1003:*/DataKind.Single/*=> DataKind.Double*/, 3),
                    new TextLoader.Column("Country", DataKind.String, 4),
                },
            });
            IDataView customers = loader.Load(arguments[0]);

            var prepared = mlContext.Transforms.Categorical.OneHotEncoding("CountryCode", /*MLD1001:*/"Country"/*=> "Land"*/)
                .Append(mlContext.Transforms.Concatenate(Constants.Features, "Recency", "Frequency", "Spend", /*MLD1001:*/"CountryCode"/*=> "CountryCodes"*//*MLD1002:*//*=> , "Spend"*/))
                .Append(mlContext.Transforms.NormalizeMeanVariance(Constants.Scaled, /*MLD1001:*/Constants.Features/*=> "Inputs"*/));
            var clustering = prepared.Append(mlContext.Clustering.Trainers.KMeans(new KMeansTrainer.Options
            {
                FeatureColumnName = /*MLD1001:*/Constants.Scaled/*=> "Scaled"*/,
                NumberOfClusters = segments,
            }));

            ITransformer model = clustering.Fit(customers);
            Report(model, customers);
            mlContext.Model.Save(model, /*MLD1015:*/customers.Schema/*=> null*/, Constants.ModelFile);
        }

        void Report(ITransformer model, IDataView customers)
        {
            ClusteringMetrics metrics = mlContext.Clustering.Evaluate(model.Transform(customers), scoreColumnName: /*MLD1001:*/"Score"/*=> "Scores"*/, featureColumnName: Constants.Scaled);
            Console.WriteLine($"Davies-Bouldin {metrics.DaviesBouldinIndex:F2}");
            var engine = mlContext.Model.CreatePredictionEngine<Customer, Segment>(model);
            var segment = engine.Predict(new Customer { Recency = 3, Frequency = 12, Spend = 180, Country = "NL" });
            Console.WriteLine(segment);
        }
    }

    class Customer { public float Recency { get; set; } public float Frequency { get; set; } public float Spend { get; set; } public string Country { get; set; } = ""; }

    class Segment
    {
        [ColumnName(/*MLD1009:*/"PredictedLabel"/*=> "Cluster"*/)] public uint Number { get; set; }
        [ColumnName("Score")] public float[] Distances { get; set; } = Array.Empty<float>();
        public override string ToString() => $"segment {Number} at {Distances[Number - 1]}";
    }

    static class Entry { static void Main(string[] args) => new SegmentJob().Execute(args.Length == 0 ? new[] { "customers.csv" } : args); }
}
