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
