using Microsoft.OpenApi;
using MlDsl.Serving;
using MlDsl.Serving.Operations;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Shows served models in the OpenAPI documents of Swashbuckle.</summary>
public static class SwashbuckleModels
{
    /// <summary>
    /// Describes the endpoints that <c>MapModel</c> and <c>MapModels</c> map: columns with units, ranges, names of enums and whether they may be missing, answers, problems, an
    /// example. A document says what the model that is loaded takes when it is asked for. One that <c>GetSwaggerAsync</c> makes before the service has started, as while building, loads
    /// the model's file; <c>GetSwagger</c>, which cannot wait, then says that columns are told once a model is loaded.
    /// </summary>
    /// <param name="options">The options: <c>services.AddSwaggerGen(o => o.AddModels())</c>.</param>
    public static SwaggerGenOptions AddModels(this SwaggerGenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.OperationAsyncFilter<ModelLoadingFilter>();
        options.OperationFilter<ModelOperationFilter>();
        return options;
    }

    // Runs before the filters that do not wait, where a document is made by waiting.
    private sealed class ModelLoadingFilter : IOperationAsyncFilter
    {
        public Task ApplyAsync(OpenApiOperation operation, OperationFilterContext context, CancellationToken cancellationToken) =>
            InfoOf(context) is { Model: { IsReady: false } model } ? model.PollAsync(cancellationToken) : Task.CompletedTask;
    }

    private static ModelEndpointInfo? InfoOf(OperationFilterContext context) => context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ModelEndpointInfo>().FirstOrDefault();

    private sealed class ModelOperationFilter : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (InfoOf(context) is not { } info) return;
            new ModelOperation((name, schema) =>
            {
                context.SchemaRepository.Schemas[name] = schema;
                return new OpenApiSchemaReference(name, context.Document);
            }).Describe(info, operation);
        }
    }
}
