using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class MappingCannotBeLoadedTests
{
    [Fact]
    public Task ReportsASavedMapping() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles, {|MLD5007:null|}).Append(ml.Transforms.Concatenate("Features", "Pace")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task ReportsASavedLambdaThatCaptures() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        float mean = path.Length;
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles - {|MLD5007:mean|}, "pace").Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task ReportsALambdaThatReadsItsObject() => MlNetTest.Verify<MappingCannotBeLoaded>("""
        class Trainer
        {
            private float mean;
            void Run(MLContext ml, IDataView data)
            {
                mean = 3;
                ml.Transforms.CustomMapping<Trip, Speed>((from, to) => { float shift = from.Miles; to.Pace = shift - {|MLD5007:mean|}; }, "pace").Fit(data);
            }
        }
        class Trip { public float Miles { get; set; } }
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task AllowsConstantsAndStatics() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        const float Mean = 3;
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => { float shift = from.Miles; to.Pace = Math.Max(shift, Speed.Least) - Mean; }, "pace").Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """, members: """
        class Speed { public static readonly float Least = 1; public float Pace { get; set; } }
        """);

    [Fact]
    public Task AllowsAContract() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles, "pace").Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task AllowsAMappingThatIsNeverSaved() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles, null).Fit(data);
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<MappingCannotBeLoaded>("""
        #pragma warning disable MLD5007
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles, null).Append(ml.Transforms.Concatenate("Features", "Pace")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);
}
