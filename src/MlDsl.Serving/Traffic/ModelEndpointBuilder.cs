using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MlDsl.Serving;

/// <summary>
/// An endpoint that answers with a model, and what else is done with its requests: a canary answers a share of them, a shadow computes a share of them beside the
/// model. Conventions such as <c>RequireAuthorization()</c> are set on it as on every endpoint.
/// </summary>
public sealed class ModelEndpointBuilder : IEndpointConventionBuilder
{
    private readonly IServiceProvider services;
    private readonly IEndpointConventionBuilder endpoints;
    private readonly ModelRoute route;

    internal ModelEndpointBuilder(IServiceProvider services, IEndpointConventionBuilder endpoints, ModelRoute route) =>
        (this.services, this.endpoints, this.route) = (services, endpoints, route);

    /// <summary>The share of keys, or of requests, that the canary answers, from 0 to 1; it may be changed while requests come. 0 where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no share.</exception>
    /// <exception cref="InvalidOperationException">A share is set, and there is no canary.</exception>
    public double CanaryShare
    {
        get => route.Canary?.Share ?? 0;
        set => (route.Canary ?? throw new InvalidOperationException($"The endpoint of '{route.Main.Name}' has no canary; write .Canary<…>(…) behind MapModel")).Share = value;
    }

    /// <summary>The share of requests that the shadow computes as well, from 0 to 1; it may be changed while requests come. 0 where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no share.</exception>
    /// <exception cref="InvalidOperationException">A share is set, and there is no shadow.</exception>
    public double ShadowShare
    {
        get => route.Shadow?.Share ?? 0;
        set => (route.Shadow ?? throw new InvalidOperationException($"The endpoint of '{route.Main.Name}' has no shadow; write .Shadow<…>(…) behind MapModel")).Share = value;
    }

    /// <summary>What the shadow said beside the model since either was replaced; null before it said something.</summary>
    public ShadowComparison? Comparison => route.Shadow?.Comparison;

    /// <summary>
    /// Lets another model answer a share of the requests, the same keys always. What it refuses (status 400, 413) is refused; where it is not loaded, fails, or its queue is
    /// full (5xx, 429), or does not read the rows of the endpoint's model, that model answers, and it is counted.
    /// </summary>
    /// <param name="share">The share of keys, from 0 to 1; without <paramref name="by"/> that of requests.</param>
    /// <param name="by">The key of a request; the endpoint's model answers where it is null or empty. Without it each request is drawn by itself.</param>
    /// <param name="salt">Stands before each key (<see cref="TrafficKey"/>).</param>
    /// <typeparam name="TModel">The canary, which was added.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">The share is none.</exception>
    /// <exception cref="InvalidOperationException">The model was not added, is the endpoint's own, there is a canary already, or answers of one of the two are written down, as decisions are.</exception>
    public ModelEndpointBuilder Canary<TModel>(double share, Func<HttpRequest, string?>? by = null, string salt = "") where TModel : class
    {
        ServedModel model = Added<TModel>();
        return Canary(model.Name, () => model, new TrafficShare(share, by, salt));
    }

    /// <summary>The same by the canary's name, as of a file in a folder of models (<c>AddModels</c>), which may come and go.</summary>
    /// <param name="model">The name.</param>
    /// <param name="share">The share of keys, from 0 to 1; without <paramref name="by"/> that of requests.</param>
    /// <param name="by">The key of a request; the endpoint's model answers where it is null or empty. Without it each request is drawn by itself.</param>
    /// <param name="salt">Stands before each key (<see cref="TrafficKey"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is none.</exception>
    /// <exception cref="InvalidOperationException">There can be no such model, it is the endpoint's own, there is a canary already, or answers of one of the two are written down, as decisions are.</exception>
    public ModelEndpointBuilder Canary(string model, double share, Func<HttpRequest, string?>? by = null, string salt = "") =>
        Canary(model, Named(model), new TrafficShare(share, by, salt));

    /// <summary>
    /// Lets another model compute a share of what the endpoint's model answered, after that. Its outputs and times are compared (<see cref="Comparison"/>, metrics, a line in
    /// the log) and are no answer; what comes faster than it computes is dropped and counted.
    /// </summary>
    /// <param name="share">The share of requests, from 0 to 1; that of keys with <see cref="ShadowOptions.By"/>.</param>
    /// <param name="configure">Says which requests, how many may wait, and what counts as different.</param>
    /// <typeparam name="TModel">The shadow, which was added.</typeparam>
    /// <exception cref="ArgumentException">The share is none, or an option makes no sense; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The model was not added, is the endpoint's own, there is a shadow already, or answers of one of the two are written down, as decisions are.</exception>
    public ModelEndpointBuilder Shadow<TModel>(double share, Action<ShadowOptions>? configure = null) where TModel : class
    {
        ServedModel model = Added<TModel>();
        return Shadow(model.Name, () => model, share, configure);
    }

    /// <summary>The same by the shadow's name, as of a file in a folder of models (<c>AddModels</c>), which may come and go.</summary>
    /// <param name="model">The name.</param>
    /// <param name="share">The share of requests, from 0 to 1; that of keys with <see cref="ShadowOptions.By"/>.</param>
    /// <param name="configure">Says which requests, how many may wait, and what counts as different.</param>
    /// <exception cref="ArgumentException">The share is none, or an option makes no sense; the message names it.</exception>
    /// <exception cref="InvalidOperationException">There can be no such model, it is the endpoint's own, there is a shadow already, or answers of one of the two are written down, as decisions are.</exception>
    public ModelEndpointBuilder Shadow(string model, double share, Action<ShadowOptions>? configure = null) => Shadow(model, Named(model), share, configure);

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => endpoints.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => endpoints.Finally(finallyConvention);

    private ModelEndpointBuilder Canary(string name, Func<ServedModel?> find, TrafficShare share)
    {
        if (route.Canary is { } before) throw new InvalidOperationException($"The endpoint of '{route.Main.Name}' has the canary '{before.Name}' already; one answers beside the model");
        route.Canary = new CanaryRoute(route.Main, name, find, share, services.GetRequiredService<ServingTelemetry>());
        return this;
    }

    private ModelEndpointBuilder Shadow(string name, Func<ServedModel?> find, double share, Action<ShadowOptions>? configure)
    {
        if (route.Shadow is { } before) throw new InvalidOperationException($"The endpoint of '{route.Main.Name}' has the shadow '{before.Name}' already; one is computed beside the model");
        var options = new ShadowOptions();
        configure?.Invoke(options);
        options.Check();
        route.Shadow = new ShadowRoute(route.Main, name, find, share, options, services.GetRequiredService<ServingTelemetry>(), services.GetService<TimeProvider>() ?? TimeProvider.System);
        return this;
    }

    private ServedModel<TModel> Added<TModel>() where TModel : class
    {
        ServedModel<TModel> model = AddedModels.Of<TModel>(services);
        if (model == route.Main) throw Itself();
        CheckEffects(model);
        return model;
    }

    private Func<ServedModel?> Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == route.Main.Name) throw Itself();
        ServedModel? model = services.GetServices<ServedModel>().FirstOrDefault(m => m.Name == name);
        CheckEffects(model);
        if (model is not null) return () => model;
        ModelFolder[] folders = [.. services.GetServices<ModelFolder>()];
        if (folders.Length == 0) throw new InvalidOperationException($"No model is called '{name}', and there is no folder of models that it could come to; add it with its Name");
        return () => folders.Select(f => f.Find(name)).FirstOrDefault(static m => m is not null);
    }

    // What answers a request beside another one would write it down a second time, though nobody is told of it.
    private void CheckEffects(ServedModel? other)
    {
        if ((route.Main.HasEffect ? route.Main : other) is { HasEffect: true } model)
            throw new InvalidOperationException($"'{model.Name}' writes down what it answers, which a canary or a shadow would do a second time; map it alone, and choose between two policies in a policy of your own");
    }

    private InvalidOperationException Itself() => new($"'{route.Main.Name}' is the endpoint's own model; name another one, such as a file of the same type in a folder of models");
}
