using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class SeriesInPoolTests
{
    [Fact]
    public Task ReportsAPoolOfForecasters() => MlNetTest.Verify<SeriesInPool>("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        class Startup
        {
            static void Configure(IServiceCollection services) => services.{|MLD5003:AddPredictionEnginePool<Sale, Forecast>|}().FromFile("sales.zip");
            static void Check(ITransformer model, MLContext ml) => model.CreateTimeSeriesEngine<Sale, Forecast>(ml).Dispose();
        }
        class Sale { public float Amount { get; set; } }
        class Forecast { public float[] Values { get; set; } = []; }
        """);

    [Fact]
    public Task AllowsAPoolOfOtherModels() => MlNetTest.Verify<SeriesInPool>("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        class Startup
        {
            static void Configure(IServiceCollection services) => services.AddPredictionEnginePool<Sale, Fare>().FromFile("fare.zip");
            static void Check(ITransformer model, MLContext ml) => model.CreateTimeSeriesEngine<Sale, Forecast>(ml).Dispose();
        }
        class Sale { public float Amount { get; set; } }
        class Fare { public float Score { get; set; } }
        class Forecast { public float[] Values { get; set; } = []; }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<SeriesInPool>("""
        #pragma warning disable MLD5003
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        class Startup
        {
            static void Configure(IServiceCollection services) => services.AddPredictionEnginePool<Sale, Forecast>().FromFile("sales.zip");
            static void Check(ITransformer model, MLContext ml) => model.CreateTimeSeriesEngine<Sale, Forecast>(ml).Dispose();
        }
        class Sale { public float Amount { get; set; } }
        class Forecast { public float[] Values { get; set; } = []; }
        """);
}
