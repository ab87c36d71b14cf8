using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

/// <summary>MLD5002 where an object that a request makes, or a method that a loop calls, loads or trains.</summary>
public sealed class LoadedWithEachObjectTests
{
    [Fact]
    public Task ReportsWhatTheObjectOfARequestTrainsAndLoads() => MlNetTest.Verify<LoadedPerCall>("""
        class Moods
        {
            private readonly MLContext ml = new();
            private readonly ITransformer model;
            public Moods() => model = ml.Regression.Trainers.FastTree().{|MLD5002:Fit|}(ml.Data.LoadFromTextFile<Row>("rows.csv"));
            public float Of(float miles)
            {
                var engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                return engine.Predict(new Row { Label = miles }).Label;
            }
        }
        class Fares
        {
            private readonly ITransformer model;
            public Fares(MLContext ml) => model = ml.Model.{|MLD5002:Load|}("fares.zip", out _);
            public ITransformer Model => model;
        }
        class MoodController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly Moods moods;
            public MoodController() => moods = new Moods();
            public float Post(float miles) => moods.Of(miles);
            public bool Get() { var fares = new Fares(new {|MLD5002:MLContext|}()); return fares.Model is null; }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAnObjectThatIsKeptOrTrainsOnly() => MlNetTest.Verify<LoadedPerCall>("""
        class Kept
        {
            public readonly ITransformer Model;
            public Kept(MLContext ml) => Model = ml.Model.Load("kept.zip", out _);
        }
        class Service
        {
            private Kept kept;
            public ITransformer Model(MLContext ml) => (kept ??= new Kept(ml)).Model;
        }
        class Trained
        {
            public readonly ITransformer Model;
            public Trained(MLContext ml) => Model = ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromTextFile<Row>("rows.csv"));
        }
        class FareController(MLContext ml, Service service) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private static Kept all;
            public bool Get() => (all ??= new Kept(ml)).Model == service.Model(ml);
            public void Put(string name) => ml.Model.Save(new Trained(ml).Model, null, name);
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsALoopThatCallsWhatLoadsOneFile() => MlNetTest.Verify<LoadedPerCall>("""
        class Reviews
        {
            static void Run(List<string> texts)
            {
                string file = "model.zip";
                foreach (var text in texts) Console.WriteLine({|MLD5002:Of|}(file, text));
                for (int i = 0; i < texts.Count; i++) Console.WriteLine({|MLD5002:Always|}(texts[i]));
            }
            static float Of(string file, string text)
            {
                var ml = new MLContext();
                var engine = ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load(file, out _));
                return engine.Predict(new Row { Label = text.Length }).Label;
            }
            static float Always(string text)
            {
                var ml = new MLContext();
                return ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _)).Predict(new Row { Label = text.Length }).Label;
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsALoopOverFilesOrOneThatWaits() => MlNetTest.Verify<LoadedPerCall>("""
        class Reviews
        {
            static void Run(List<string> files)
            {
                foreach (var file in files) Console.WriteLine(Of(file));
                foreach (var letter in Of("model.zip").ToString()) Console.WriteLine(letter);
                while (true)
                {
                    Console.WriteLine(Of("model.zip"));
                    System.Threading.Thread.Sleep(60_000);
                }
            }
            static float Of(string file)
            {
                var ml = new MLContext();
                return ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load(file, out _)).Predict(new Row()).Label;
            }
        }
        class Row { public float Label { get; set; } }
        """);
}
