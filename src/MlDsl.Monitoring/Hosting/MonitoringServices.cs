using MlDsl;

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
    /// <exception cref="ArgumentException">The model is monitored already.</exception>
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
            Func<IServiceProvider, MonitoringOptions?> chosen = options;
            Register(services, provider => new ModelMonitor<TModel, TInput, TOutput>(chosen(provider), (TimeProvider?)provider.GetService(typeof(TimeProvider))));
        }
    }
}
