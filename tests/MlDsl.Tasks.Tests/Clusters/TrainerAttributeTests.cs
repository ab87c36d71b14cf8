using System.Reflection;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>An attribute says what its options do: names, types, defaults, targets, traits.</summary>
public sealed class TrainerAttributeTests
{
    [Theory]
    [InlineData(typeof(IsolationForestAttribute))]
    [InlineData(typeof(RobustZScoresAttribute))]
    [InlineData(typeof(OneClassPcaAttribute))]
    [InlineData(typeof(KMeansAttribute))]
    [InlineData(typeof(GaussianMixtureAttribute))]
    public void AnAttributeSaysWhatItsOptionsDo(Type attribute)
    {
        TrainerAttribute declared = attribute.GetCustomAttribute<TrainerAttribute>()!;
        object made = Activator.CreateInstance(attribute)!;
        var options = (TrainerOptions)Activator.CreateInstance(declared.Options)!;
        Assert.Equal((declared.Targets, declared.Traits, attribute.Name), (options.Targets, options.Traits, options.Trainer + "Attribute"));
        PropertyInfo[] properties = [.. attribute.GetProperties().Where(static p => p.DeclaringType != typeof(Attribute))];
        Assert.Equal(OptionWriter.Describe(options).Keys, properties.Select(static p => p.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in properties)
        {
            PropertyInfo option = declared.Options.GetProperty(property.Name)!;
            Assert.Equal((property.PropertyType, property.GetValue(made)), (option.PropertyType, option.GetValue(options)));
        }
    }
}
