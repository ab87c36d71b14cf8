using System;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MenuApp
{
    class Program
    {
        private static MLContext _ml;
        private static IDataView _data, _train, _test;
        private static ITransformer _model;

        static void Main()
        {
            _ml = new MLContext();
            bool running = true;
            while (running)
            {
                Console.WriteLine("1) load  2) train  3) test  4) save  5) predict  0) quit");
                string choice = Console.ReadLine();
                switch (choice)
                {
                    case "1":
                        Load();
                        break;
                    case "2":
                        Train();
                        break;
                    case "3":
                        Test();
                        break;
                    case "4":
                        if (_model == null) goto default;
                        _ml.Model.Save(_model, /*MLD1015:*/_data.Schema/*=> null*/, "spam.zip");
                        break;
                    case "5":
                        Predict(Console.ReadLine());
                        break;
                    case "0":
                        running = false;
                        break;
                    default:
                        Console.WriteLine("?");
                        break;
                }
            }
        }

        private static void Load()
        {
            string path = "messages.tsv";
            if (!File.Exists(path)) throw new FileNotFoundException("no data", path);
            _data = _ml.Data.LoadFromTextFile<Message>(path, '\t', hasHeader: true);
            var halves = _ml.Data.TrainTestSplit(_data, testFraction: /*MLD1105:*/0.2/*=> 0.6*/);
            _train = halves.TrainSet;
            _test = halves.TestSet;
        }

        private static void Train()
        {
            var text = _ml.Transforms.Text.NormalizeText("Clean", /*MLD1001:*/"Text"/*=> "Body"*/)
                .Append(_ml.Transforms.Text.TokenizeIntoWords("Tokens", /*MLD1001:*/"Clean"/*=> "Cleaned"*/))
                .Append(_ml.Transforms.Text.RemoveDefaultStopWords("Tokens"))
                .Append(_ml.Transforms.Conversion.MapValueToKey("Tokens"))
                .Append(_ml.Transforms.Text.ProduceNgrams("Features", /*MLD1001:*/"Tokens"/*=> "Words"*/));
            var full = text.Append(_ml.BinaryClassification.Trainers./*MLD1007:*/SgdCalibrated/*=> SgdNonCalibrated*/(labelColumnName: /*MLD1001:*/"IsSpam"/*=> "Spam"*/));
            _model = full.Fit(/*MLD1102:*/_train/*=> _test*/);
        }

        private static void Test()
        {
            IDataView scored = _model.Transform(/*MLD1101:*/_test/*=> _train*/);
            var metrics = _ml.BinaryClassification.Evaluate(scored, labelColumnName: /*MLD1006:*/"IsSpam"/*=> "Label"*/);
            Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        }

        private static void Predict(string text)
        {
            var engine = _ml.Model.CreatePredictionEngine<Message, Answer>(_model);
            var answer = engine.Predict(new Message { Text = text });
            Console.WriteLine(answer.Prediction ? "spam" : "ham");
        }
    }

    class Message
    {
        [LoadColumn(0)] public /*MLD1004:*/bool/*=> float*/ IsSpam { get; set; }
        [LoadColumn(1)] public string Text { get; set; }
    }

    class Answer
    {
        [ColumnName("PredictedLabel")] public bool Prediction { get; set; }
    }
}
