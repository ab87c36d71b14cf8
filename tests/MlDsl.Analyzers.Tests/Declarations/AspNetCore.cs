#nullable disable
using System;
using Microsoft.ML;

namespace Microsoft.Extensions.DependencyInjection
{
    public interface IServiceCollection { }
    public static class ServiceProviderServiceExtensions
    {
        public static T GetRequiredService<T>(this IServiceProvider provider) => default;
    }
    public static class ServiceCollectionServiceExtensions
    {
        public static IServiceCollection AddSingleton<TService>(this IServiceCollection services) where TService : class => default;
        public static IServiceCollection AddSingleton<TService>(this IServiceCollection services, TService implementationInstance) where TService : class => default;
        public static IServiceCollection AddSingleton<TService>(this IServiceCollection services, Func<IServiceProvider, TService> implementationFactory) where TService : class => default;
        public static IServiceCollection AddSingleton<TService, TImplementation>(this IServiceCollection services) where TService : class where TImplementation : class, TService => default;
        public static IServiceCollection AddScoped<TService>(this IServiceCollection services) where TService : class => default;
        public static IServiceCollection AddScoped<TService>(this IServiceCollection services, Func<IServiceProvider, TService> implementationFactory) where TService : class => default;
    }
}

namespace Microsoft.AspNetCore.Mvc
{
    public abstract class ControllerBase { }
    public abstract class Controller : ControllerBase { }
    public interface IActionResult { }
    public sealed class ApiControllerAttribute : Attribute { }
    public sealed class HttpPostAttribute : Attribute { }
    public sealed class FromServicesAttribute : Attribute { }
}

namespace Microsoft.AspNetCore.Builder
{
    public interface IEndpointRouteBuilder { }
    public static class EndpointRouteBuilderExtensions
    {
        public static void MapPost(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) { }
        public static void MapGet(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) { }
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public abstract class DbContext : IDisposable
    {
        public void Dispose() { }
    }
    public abstract class DbSet<T> : System.Linq.IQueryable<T> where T : class
    {
        public abstract Type ElementType { get; }
        public abstract System.Linq.Expressions.Expression Expression { get; }
        public abstract System.Linq.IQueryProvider Provider { get; }
        public abstract System.Collections.Generic.IEnumerator<T> GetEnumerator();
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace Microsoft.Extensions.ML
{
    using Microsoft.Extensions.DependencyInjection;

    public class PredictionEnginePool<TData, TPrediction> where TData : class where TPrediction : class, new()
    {
        public virtual ITransformer GetModel() => default;
        public virtual ITransformer GetModel(string modelName) => default;
        public virtual PredictionEngine<TData, TPrediction> GetPredictionEngine() => default;
        public virtual PredictionEngine<TData, TPrediction> GetPredictionEngine(string modelName) => default;
        public virtual void ReturnPredictionEngine(PredictionEngine<TData, TPrediction> engine) { }
    }
    public static class PredictionEnginePoolExtensions
    {
        public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> predictionEnginePool, TData example) where TData : class where TPrediction : class, new() => default;
        public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> predictionEnginePool, string modelName, TData example) where TData : class where TPrediction : class, new() => default;
    }
    public sealed class PredictionEnginePoolBuilder<TData, TPrediction> where TData : class where TPrediction : class, new()
    {
    }
    public static class BuilderExtensions
    {
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath) where TData : class where TPrediction : class, new() => default;
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath, bool watchForChanges) where TData : class where TPrediction : class, new() => default;
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath) where TData : class where TPrediction : class, new() => default;
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath, bool watchForChanges) where TData : class where TPrediction : class, new() => default;
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromUri<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string uri) where TData : class where TPrediction : class, new() => default;
        public static PredictionEnginePoolBuilder<TData, TPrediction> FromUri<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string uri) where TData : class where TPrediction : class, new() => default;
    }
    public static class PredictionEnginePoolServiceCollectionExtensions
    {
        public static PredictionEnginePoolBuilder<TData, TPrediction> AddPredictionEnginePool<TData, TPrediction>(this IServiceCollection services) where TData : class where TPrediction : class, new() => default;
    }
}

namespace Microsoft.Extensions.ObjectPool
{
    public abstract class PooledObjectPolicy<T>
    {
        public abstract T Create();
        public abstract bool Return(T obj);
    }
}
