using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MlDsl;
using MlDsl.Serving;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints that answer with models. Authorization, limits of rates, CORS and tags are set on what each method returns.</summary>
public static class ServingEndpoints
{
    /// <summary>
    /// Answers POST of a row or of an array of rows with the model's output or an array of outputs, and GET of <c>schema.json</c> below it with the JSON Schema
    /// of rows.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    /// <typeparam name="TModel">A model that was added.</typeparam>
    /// <exception cref="InvalidOperationException">The model was not added.</exception>
    public static ModelEndpointBuilder MapModel<TModel>(this IEndpointRouteBuilder endpoints, string pattern) where TModel : class
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ServedModel<TModel> model = AddedModels.Of<TModel>(endpoints.ServiceProvider);
        var route = new ModelRoute(model);
        endpoints.ServiceProvider.GetRequiredService<ModelRoutes>().Add(route);
        var group = new EndpointGroup(
            Shown(endpoints.MapMethods(pattern, ["POST"], route.AnswerAsync).WithDisplayName($"Model {model.Name}"), ModelEndpointPurpose.Answer, model),
            Shown(endpoints.MapMethods(pattern.TrimEnd('/') + "/schema.json", ["GET"], model.DescribeAsync).WithDisplayName($"Schema of {model.Name}"), ModelEndpointPurpose.Schema, model));
        return new ModelEndpointBuilder(endpoints.ServiceProvider, group, route);
    }

    /// <summary>Answers for every model of a folder at its name, with its schema below, and GET of the route itself with the list of models.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    /// <typeparam name="TModel">The type of the models of the folder.</typeparam>
    /// <exception cref="InvalidOperationException">No folder of such models was added.</exception>
    public static IEndpointConventionBuilder MapModels<TModel>(this IEndpointRouteBuilder endpoints, string pattern) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ModelFolder<TModel> folder = endpoints.ServiceProvider.GetService<ModelFolder<TModel>>()
            ?? throw new InvalidOperationException($"No folder of models was added; write services.AddModels<{typeof(TModel).Name}>(o => o.Folder = \"…\")");
        string one = pattern.TrimEnd('/') + "/{model}";
        return new EndpointGroup(
            Shown(endpoints.MapMethods(pattern, ["GET"], context => new ModelList(null).WriteAsync(context, folder.Models)), ModelEndpointPurpose.List, folder),
            Shown(endpoints.MapMethods(one, ["POST"], context => Of(folder.Find, context, static (model, context) => model.AnswerAsync(context))), ModelEndpointPurpose.Answer, folder),
            Shown(endpoints.MapMethods(one + "/schema.json", ["GET"], context => Of(folder.Find, context, static (model, context) => model.DescribeAsync(context))), ModelEndpointPurpose.Schema, folder));
    }

    /// <summary>
    /// Lists all models with their versions, problems, canaries and shadows, reloads one or rolls it back by POST of <c>{model}/reload</c> and <c>{model}/rollback</c>, and sets the
    /// shares of its canaries and shadows by POST of <c>{model}/canary?share=0.1</c> and <c>{model}/shadow?share=0.1</c>. Nothing of it is there unless it is mapped; require
    /// authorization of it.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    public static IEndpointConventionBuilder MapModelControl(this IEndpointRouteBuilder endpoints, string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ServedModel[] single = [.. endpoints.ServiceProvider.GetServices<ServedModel>()];
        ModelFolder[] folders = [.. endpoints.ServiceProvider.GetServices<ModelFolder>()];
        var list = new ModelList(endpoints.ServiceProvider.GetService<ModelRoutes>());
        string one = pattern.TrimEnd('/') + "/{model}/";
        IReadOnlyList<ServedModel> All() => [.. single, .. folders.SelectMany(static f => f.Models)];
        ServedModel? Find(string name) => Array.Find(single, m => m.Name == name) ?? folders.Select(f => f.Find(name)).FirstOrDefault(static m => m is not null);
        return new EndpointGroup(
            endpoints.MapMethods(pattern, ["GET"], context => list.WriteAsync(context, All())),
            endpoints.MapMethods(one + "reload", ["POST"], context => Of(Find, context, (model, context) => list.ReloadAsync(context, model))),
            endpoints.MapMethods(one + "rollback", ["POST"], context => Of(Find, context, (model, context) => list.RollbackAsync(context, model))),
            endpoints.MapMethods(one + "canary", ["POST"], context => Of(Find, context, (model, context) => list.ShareAsync(context, model, isCanary: true))),
            endpoints.MapMethods(one + "shadow", ["POST"], context => Of(Find, context, (model, context) => list.ShareAsync(context, model, isCanary: false))));
    }

    /// <summary>
    /// Answers GET of <c>live</c> below the route while the process runs, and of <c>ready</c> while every model answers: 503 before and when the service
    /// stops.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    public static IEndpointConventionBuilder MapModelHealth(this IEndpointRouteBuilder endpoints, string pattern = "/health")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        string root = pattern.TrimEnd('/');
        return new EndpointGroup(
            endpoints.MapHealthChecks(root + "/live", new HealthCheckOptions { Predicate = static _ => false }),
            endpoints.MapHealthChecks(root + "/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(ModelHealthCheck.Ready) }));
    }

    private static IEndpointConventionBuilder Shown(IEndpointConventionBuilder endpoint, ModelEndpointPurpose purpose, ServedModel model) =>
        Shown(endpoint, new ModelEndpointInfo(purpose, model, null));

    private static IEndpointConventionBuilder Shown(IEndpointConventionBuilder endpoint, ModelEndpointPurpose purpose, ModelFolder folder) =>
        Shown(endpoint, new ModelEndpointInfo(purpose, null, folder));

    private static IEndpointConventionBuilder Shown(IEndpointConventionBuilder endpoint, ModelEndpointInfo info)
    {
        info.AddTo(endpoint);
        return endpoint;
    }

    private static Task Of(Func<string, ServedModel?> find, HttpContext context, Func<ServedModel, HttpContext, Task> answer)
    {
        string name = context.Request.RouteValues["model"] as string ?? "";
        return find(name) is { } model ? answer(model, context) : RequestProblem.NoModel(name).WriteAsync(context);
    }
}
