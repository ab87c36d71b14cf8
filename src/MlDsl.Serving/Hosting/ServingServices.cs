using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MlDsl;
using MlDsl.Serving;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models to a service.</summary>
public static class ServingServices
{
    /// <summary>Serves a model from a file: <see cref="ServedModel{TModel}"/> and a health check tagged <c>ready</c> come with it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the file, and what else is to be said.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <exception cref="ArgumentException">An option makes no sense, or the model was added before; the message names it.</exception>
    public static IServiceCollection AddModel<TModel>(this IServiceCollection services, Action<ServingOptions> configure) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.Add<TModel>(Configured(configure, needsFile: true), static (name, options, provider) =>
        {
            var maker = new Maker<TModel>(name, options, provider);
            TModel.Accept(ref maker);
            return maker.Made!;
        });
    }

    /// <summary>Serves any scorer, such as a class marked <see cref="OnnxModelAttribute"/> or <see cref="TreeModelAttribute"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="json">How its inputs and outputs are read and written.</param>
    /// <param name="load">Makes the scorer of the bytes of <see cref="ServingOptions.File"/>, or, where no file is named, of none.</param>
    /// <param name="configure">Names the file, and what else is to be said; null for a scorer that lies in the assembly.</param>
    /// <typeparam name="TModel">The scorer.</typeparam>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <typeparam name="TOutput">What it gives.</typeparam>
    /// <exception cref="ArgumentException">An option makes no sense, or the model was added before; the message names it.</exception>
    public static IServiceCollection AddScorer<TModel, TInput, TOutput>(
        this IServiceCollection services, ScorerJson<TInput, TOutput> json, Func<ReadOnlyMemory<byte>, TModel> load, Action<ServingOptions>? configure = null)
        where TModel : class, IScorer<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(load);
        return services.Add<TModel>(Configured(configure ?? (static _ => { }), needsFile: false), (name, options, provider) =>
            Made(name, options, new GivenBinding<TModel, TInput, TOutput>(load, json), provider));
    }

    /// <summary>Serves every model file of a folder under its name: <see cref="ModelFolder{TModel}"/> and a health check come with it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the folder, and what holds for each model.</param>
    /// <typeparam name="TModel">The type of each model; one without a type of its own takes files of any schema.</typeparam>
    /// <exception cref="ArgumentException">No folder is named, or an option makes no sense.</exception>
    public static IServiceCollection AddModels<TModel>(this IServiceCollection services, Action<ModelFolderOptions> configure) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ModelFolderOptions();
        configure(options);
        options.Each.Check(needsFile: false);
        if (string.IsNullOrWhiteSpace(options.Folder)) throw new ArgumentException("Folder is not set; name the folder whose models are served", nameof(configure));
        services.AddHosting();
        services.CheckNew<ModelFolder<TModel>>($"models of {options.Folder}");
        services.AddSingleton(provider =>
        {
            var telemetry = provider.GetRequiredService<ServingTelemetry>();
            return new ModelFolder<TModel>(options, Make, telemetry);

            ServedModel<TModel> Make(string name, ServingOptions each)
            {
                var maker = new Maker<TModel>(name, each, provider);
                TModel.Accept(ref maker);
                return maker.Made!;
            }
        });
        services.AddSingleton<ModelFolder>(static provider => provider.GetRequiredService<ModelFolder<TModel>>());
        services.AddCheck($"models of {options.Folder}", static provider => () =>
        {
            var folder = provider.GetRequiredService<ModelFolder<TModel>>();
            return new ServedModels(folder.Models, IsFolder: true, folder.Problem);
        });
        return services;
    }

    private static IServiceCollection Add<TModel>(
        this IServiceCollection services, ServingOptions options, Func<string, ServingOptions, IServiceProvider, ServedModel<TModel>> make) where TModel : class
    {
        string name = options.Name ?? typeof(TModel).Name;
        services.AddHosting();
        services.CheckNew<ServedModel<TModel>>(name);
        services.AddSingleton(provider => make(name, options, provider));
        services.AddSingleton<ServedModel>(static provider => provider.GetRequiredService<ServedModel<TModel>>());
        services.AddCheck(name, static provider => () => new ServedModels([provider.GetRequiredService<ServedModel<TModel>>()], IsFolder: false, null));
        return services;
    }

    private static ServingOptions Configured(Action<ServingOptions> configure, bool needsFile)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ServingOptions();
        configure(options);
        options.Check(needsFile);
        return options;
    }

    private static void AddHosting(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddHealthChecks();
        services.TryAddSingleton<ServingTelemetry>();
        services.TryAddSingleton<InferenceModels>();
        services.TryAddSingleton<ModelRoutes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelHosting>());
    }

    private static void CheckNew<TService>(this IServiceCollection services, string name)
    {
        if (services.Any(static s => s.ServiceType == typeof(TService)))
            throw new ArgumentException($"'{name}' is served already; add each type once, several files of one model as a folder, and a scorer a second time as a type of your own around it");
        if (services.Any(s => s.ImplementationInstance is ServedName served && served.Name == name))
            throw new ArgumentException($"Another model is served as '{name}'; set Name");
        services.AddSingleton(new ServedName(name));
    }

    private static void AddCheck(this IServiceCollection services, string name, Func<IServiceProvider, Func<ServedModels>> models) =>
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, provider => new ModelHealthCheck(models(provider), provider.GetRequiredService<IHostApplicationLifetime>()), failureStatus: null, [ModelHealthCheck.Ready]));

    private static ServedScorer<TModel, TInput, TOutput> Made<TModel, TInput, TOutput>(
        string name, ServingOptions options, ScorerBinding<TModel, TInput, TOutput> binding, IServiceProvider provider) where TModel : class, IScorer<TInput, TOutput> =>
        new(name, options, binding, provider.GetRequiredService<ServingTelemetry>(), Clock(provider), provider.GetServices<IPredictionObserver<TModel, TInput, TOutput>>());

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private sealed record ServedName(string Name);

    // The model's types are those that its own code says.
    private struct Maker<TModel>(string name, ServingOptions options, IServiceProvider provider) : IServedModelVisitor where TModel : class
    {
        public ServedModel<TModel>? Made { get; private set; }

        public void Visit<TSelf, TInput, TOutput>() where TSelf : class, IServedModel<TSelf, TInput, TOutput> => Made = (ServedModel<TModel>)(object)
            Made(name, options, new ServedModelBinding<TSelf, TInput, TOutput>(), provider);
    }
}
