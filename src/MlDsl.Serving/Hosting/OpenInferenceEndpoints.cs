using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the Open Inference Protocol.</summary>
public static class OpenInferenceEndpoints
{
    /// <summary>
    /// Answers for every model that was added by the Open Inference Protocol, version 2, over HTTP, with its extension for binary tensors: health and metadata of
    /// the server, readiness, metadata and inference of each model, of any version and of the one that is named.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route of the server's metadata, below which all others lie.</param>
    /// <exception cref="InvalidOperationException">No model was added.</exception>
    public static IEndpointConventionBuilder MapOpenInference(this IEndpointRouteBuilder endpoints, string pattern = "/v2")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        InferenceModels models = endpoints.ServiceProvider.GetService<InferenceModels>() ?? throw new InvalidOperationException(AddedModels.None);
        string root = pattern.TrimEnd('/'), model = root + "/models/{model}", version = model + "/versions/{version}";
        return new EndpointGroup(
            endpoints.MapMethods(root.Length == 0 ? "/" : root, ["GET"], InferenceMetadata.ServerAsync),
            endpoints.MapMethods(root + "/health/live", ["GET"], static context => InferenceMetadata.HealthAsync(context, true)),
            endpoints.MapMethods(root + "/health/ready", ["GET"], context => InferenceMetadata.HealthAsync(context, models.IsReady)),
            endpoints.MapMethods(model, ["GET"], context => Of(models, context, InferenceMetadata.ModelAsync)),
            endpoints.MapMethods(version, ["GET"], context => Of(models, context, InferenceMetadata.ModelAsync)),
            endpoints.MapMethods(model + "/ready", ["GET"], context => Of(models, context, ReadyAsync)),
            endpoints.MapMethods(version + "/ready", ["GET"], context => Of(models, context, ReadyAsync)),
            endpoints.MapMethods(model + "/infer", ["POST"], context => Of(models, context, RestInference.AnswerAsync)),
            endpoints.MapMethods(version + "/infer", ["POST"], context => Of(models, context, RestInference.AnswerAsync)));

        Task ReadyAsync(HttpContext context, ServedModel model, string? version) => InferenceMetadata.ReadyAsync(context, model, version, models.IsStopping);
    }

    private static Task Of(InferenceModels models, HttpContext context, Func<HttpContext, ServedModel, string?, Task> answer)
    {
        string name = context.Request.RouteValues["model"] as string ?? "";
        return models.Find(name) is { } model
            ? answer(context, model, context.Request.RouteValues["version"] as string)
            : InferenceMetadata.RefuseAsync(context, RequestProblem.NoModel(name));
    }
}
