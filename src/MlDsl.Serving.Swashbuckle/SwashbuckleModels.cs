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
    /// example. A document says what the model that is loaded takes when it is asked for.
    /// </summary>
    /// <param name="options">The options: <c>services.AddSwaggerGen(o => o.AddModels())</c>.</param>
    public static SwaggerGenOptions AddModels(this SwaggerGenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.OperationFilter<ModelOperationFilter>();
        return options;
    }

    private sealed class ModelOperationFilter : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ModelEndpointInfo>().FirstOrDefault() is not { } info) return;
            new ModelOperation((name, schema) =>
            {
                context.SchemaRepository.Schemas[name] = schema;
                return new OpenApiSchemaReference(name, context.Document);
            }).Describe(info, operation);
        }
    }
}
