using MlDsl;
using MlDsl.Monitoring.Forecasts;
using MlDsl.Training;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds monitoring to a service.</summary>
public static class MonitoringServices
{
    /// <summary>
    /// Counts what a served model answers in windows, which <see cref="ModelMonitor{TModel}"/> gives: whoever serves the model calls it. Where the service has a <see cref="TimeProvider"/>,
    /// that is the clock. Windows that are not like the model's reference raise alarms, within the budgets of <see cref="MonitoringOptions.Alarms"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <exception cref="ArgumentException">The model is monitored already, or is of a kind that has no monitoring.</exception>
    public static IServiceCollection AddMonitoring<TModel>(this IServiceCollection services) where TModel : class, IServedModel<TModel> =>
        services.AddMonitoring<TModel>(MonitoringOptions.Default);

    /// <summary>The same with options.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">When windows are closed, and what becomes of them.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <exception cref="ArgumentException">The model is monitored already.</exception>
    public static IServiceCollection AddMonitoring<TModel>(this IServiceCollection services, MonitoringOptions options) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return Add<TModel>(services, _ => options);
    }

    /// <summary>The same with options that need the service, such as its log.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Makes the options, once.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <exception cref="ArgumentException">The model is monitored already.</exception>
    public static IServiceCollection AddMonitoring<TModel>(this IServiceCollection services, Func<IServiceProvider, MonitoringOptions> options) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return Add<TModel>(services, options);
    }

    /// <summary>
    /// Counts what a served model answers that has no reference in its file, such as one of ONNX, of trees or of ML.NET, and compares it with a reference that was made of rows. Where the service has a
    /// <see cref="TimeProvider"/>, that is the clock.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="reference">The reference, with what reads its columns.</param>
    /// <param name="options">When windows are closed, and what becomes of them; <see cref="MonitoringOptions.Default"/> where null.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <typeparam name="TOutput">What it says.</typeparam>
    /// <exception cref="ArgumentException">The model is monitored already.</exception>
    public static IServiceCollection AddMonitoring<TModel, TInput, TOutput>(this IServiceCollection services, ScorerReference<TInput, TOutput> reference, MonitoringOptions? options = null) where TModel : class, IScorer<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(reference);
        Check<TModel>(services);
        Register(services, provider => new ModelMonitor<TModel, TInput, TOutput>(reference, options, (TimeProvider?)provider.GetService(typeof(TimeProvider))));
        return services;
    }

    /// <summary>
    /// Counts what a served model answers of which nobody has rows: its first windows are the reference, of which it raises no alarm, and later ones are compared with it. Where the service has a
    /// <see cref="TimeProvider"/>, that is the clock.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="columns">What is watched.</param>
    /// <param name="first">How many windows are collected, and where they lie until they are a reference.</param>
    /// <param name="options">When windows are closed, and what becomes of them; <see cref="MonitoringOptions.Default"/> where null.</param>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <typeparam name="TOutput">What it says.</typeparam>
    /// <exception cref="ArgumentException">The model is monitored already.</exception>
    public static IServiceCollection AddMonitoring<TModel, TInput, TOutput>(this IServiceCollection services, WatchedColumns<TInput, TOutput> columns, FirstWindows first, MonitoringOptions? options = null) where TModel : class, IScorer<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(first);
        Check<TModel>(services);
        Register(services, provider => new ModelMonitor<TModel, TInput, TOutput>(columns, first, options, (TimeProvider?)provider.GetService(typeof(TimeProvider))));
        return services;
    }

    /// <summary>Remembers every forecast that a served model answers in a store, on the thread of the request: what comes later is compared with it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="store">The store, which stays open as long as the service.</param>
    /// <typeparam name="TModel">The model, a forecast.</typeparam>
    /// <exception cref="ArgumentException">The model is no forecast.</exception>
    public static IServiceCollection AddForecastStore<TModel>(this IServiceCollection services, ForecastStore store) where TModel : class, IServedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        var adder = new StoreAdder(services, store);
        TModel.Accept(ref adder);
        return services;
    }

    private static IServiceCollection Add<TModel>(IServiceCollection services, Func<IServiceProvider, MonitoringOptions?> options) where TModel : class, IServedModel<TModel>
    {
        Check<TModel>(services);
        var adder = new Adder(services, options);
        TModel.Accept(ref adder);
        return services;
    }

    private static void Check<TModel>(IServiceCollection services) where TModel : class
    {
        if (services.Any(static s => s.ServiceType == typeof(ModelMonitor<TModel>)))
            throw new ArgumentException($"'{typeof(TModel).Name}' is monitored already; add monitoring once for each type of model", nameof(services));
    }

    private static void Register<TModel, TInput, TOutput>(IServiceCollection services, Func<IServiceProvider, ModelMonitor<TModel, TInput, TOutput>> make) where TModel : class, IScorer<TInput, TOutput>
    {
        services.AddSingleton(make);
        services.AddSingleton<ModelMonitor<TModel>>(static provider => provider.GetRequiredService<ModelMonitor<TModel, TInput, TOutput>>());
        services.AddSingleton<IPredictionObserver<TModel, TInput, TOutput>>(static provider => provider.GetRequiredService<ModelMonitor<TModel, TInput, TOutput>>());
    }

    // The model's types are those that its own code says.
    private readonly struct Adder(IServiceCollection services, Func<IServiceProvider, MonitoringOptions?> options) : IServedModelVisitor
    {
        public void Visit<TModel, TInput, TOutput>() where TModel : class, IServedModel<TModel, TInput, TOutput>
        {
            if (!typeof(IObservedModel<TInput, TOutput>).IsAssignableFrom(typeof(TModel)))
                throw new ArgumentException($"'{typeof(TModel).Name}' is a model of the kind that answers a {typeof(TInput).Name.Split('`')[0]}, and these have no reference that monitoring could compare what they see with; give {nameof(AddMonitoring)} a reference of what is to be watched, by {nameof(WatchedColumns<,>)}, or leave it out", nameof(services));
            Func<IServiceProvider, MonitoringOptions?> chosen = options;
            Register(services, provider => new ModelMonitor<TModel, TInput, TOutput>(chosen(provider), (TimeProvider?)provider.GetService(typeof(TimeProvider))));
        }
    }

    private readonly struct StoreAdder(IServiceCollection services, ForecastStore store) : IServedModelVisitor
    {
        public void Visit<TModel, TInput, TOutput>() where TModel : class, IServedModel<TModel, TInput, TOutput>
        {
            if (!typeof(IForecastAnswer).IsAssignableFrom(typeof(TOutput)))
                throw new ArgumentException($"'{typeof(TModel).Name}' is no forecast, and a {nameof(ForecastStore)} keeps forecasts of series; keep its predictions in an {nameof(OutcomeStore)}", nameof(services));
            ForecastStore kept = store;
            services.AddSingleton<IPredictionObserver<TModel, TInput, TOutput>>(provider => new StoredForecasts<TModel, TInput, TOutput>(kept, (TimeProvider?)provider.GetService(typeof(TimeProvider)) ?? TimeProvider.System));
        }
    }
}
