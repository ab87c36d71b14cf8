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

    private static IServiceCollection Add<TModel>(IServiceCollection services, Func<IServiceProvider, MonitoringOptions?> options) where TModel : class, IServedModel<TModel>
    {
        if (services.Any(static s => s.ServiceType == typeof(ModelMonitor<TModel>)))
            throw new ArgumentException($"'{typeof(TModel).Name}' is monitored already; add monitoring once for each type of model", nameof(services));
        var adder = new Adder(services, options);
        TModel.Accept(ref adder);
        return services;
    }

    // The model's types are those that its own code says.
    private readonly struct Adder(IServiceCollection services, Func<IServiceProvider, MonitoringOptions?> options) : IServedModelVisitor
    {
        public void Visit<TModel, TInput, TOutput>() where TModel : class, IServedModel<TModel, TInput, TOutput>
        {
            Func<IServiceProvider, MonitoringOptions?> chosen = options;
            services.AddSingleton(provider => new ModelMonitor<TModel, TInput, TOutput>(chosen(provider), (TimeProvider?)provider.GetService(typeof(TimeProvider))));
            services.AddSingleton<ModelMonitor<TModel>>(static provider => provider.GetRequiredService<ModelMonitor<TModel, TInput, TOutput>>());
            services.AddSingleton<IPredictionObserver<TModel, TInput, TOutput>>(static provider => provider.GetRequiredService<ModelMonitor<TModel, TInput, TOutput>>());
        }
    }
}
