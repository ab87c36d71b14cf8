using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class TensorPerRequestTests
{
    [Fact]
    public Task ReportsATensorInAnAction() => MlNetTest.Verify<TensorPerRequest>("""
        using Microsoft.ML.OnnxRuntime.Tensors;
        class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public object Post(float[] values) => new {|MLD2104:DenseTensor<float>|}(values, new[] { 1, 4 });
        }
        """);

    [Fact]
    public Task ReportsANamedValueInAnEndpoint() => MlNetTest.Verify<TensorPerRequest>("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;
        class Startup
        {
            static void Map(IEndpointRouteBuilder app, Tensor<float> kept) =>
                app.MapPost("/score", (float[] row) => NamedOnnxValue.{|MLD2104:CreateFromTensor|}("row", kept).Name);
        }
        """);

    [Fact]
    public Task AllowsATensorElsewhere() => MlNetTest.Verify<TensorPerRequest>("""
        using Microsoft.ML.OnnxRuntime.Tensors;
        class Batch { static object Make(float[] values) => new DenseTensor<float>(values, new[] { 1, 4 }); }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<TensorPerRequest>("""
        #pragma warning disable MLD2104
        using Microsoft.ML.OnnxRuntime.Tensors;
        class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public object Post(float[] values) => new DenseTensor<float>(values, new[] { 1, 4 });
        }
        """);
}
